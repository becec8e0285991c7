'use strict';
// SCORM 1.2, the half of the LMS, as its Run-Time Environment book has it: what there is, who may do what with it, what it may
// hold. Nothing here acts; session.js reads it. Page numbers are those of the book.
/** @type {LmsModel} */
const Scorm12 = (() => {
  const STATUS = ['passed', 'completed', 'failed', 'incomplete', 'browsed'];
  const DECIMAL = '-?\\d+(\\.\\d+)?';
  const ONE = '[0-9a-z]';
  const LETTERS = `^${ONE}(,${ONE})*$`;
  const SPAN = '^\\d{2,4}:\\d{2}:\\d{2}(\\.\\d{1,2})?$';

  /** What a value may look like. `form` is a regular expression; `least` and `most` are bounds of a number. */
  const types = {
    CMIString255: { longest: 255 },
    CMIString4096: { longest: 4096 },
    SuspendData: { longest: 4096 }, // CMIString4096; it has a name of its own since platforms give it a limit of its own
    CMIIdentifier: { form: '^[A-Za-z0-9_-]{1,255}$' },
    CMIDecimal: { form: `^${DECIMAL}$`, number: true },
    CMIScore: { form: `^(${DECIMAL})?$`, least: 0, most: 100, number: true }, // CMIDecimal or CMIBlank, normalised (p. 38)
    Weighting: { form: `^${DECIMAL}$` }, // CMIDecimal
    CMITime: { form: '^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,2})?$' },
    CMITimespan: { form: SPAN },
    Volume: { form: '^-?\\d+$', least: -1, most: 100 },
    Speed: { form: '^-?\\d+$', least: -100, most: 100 },
    Captions: { form: '^-?\\d+$', least: -1, most: 1 },
    Credit: { words: ['credit', 'no-credit'] },
    Status: { words: STATUS },
    ObjectiveStatus: { words: [...STATUS, 'not attempted'] },
    Entry: { words: ['ab-initio', 'resume', ''] },
    Exit: { words: ['time-out', 'suspend', 'logout', ''] },
    Mode: { words: ['normal', 'review', 'browse'] },
    LimitAction: { words: ['exit,message', 'exit,no message', 'continue,message', 'continue,no message'] },
    InteractionType: {
      words: ['true-false', 'choice', 'fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric'],
    },
    Result: { form: `^(correct|wrong|unanticipated|neutral|${DECIMAL})$` },
    // p. 62: the type of the interaction decides
    CMIFeedback: {
      longest: 255,
      by: 'type',
      forms: {
        'true-false': '^[01tf]$',
        choice: LETTERS,
        sequencing: LETTERS,
        likert: `^${ONE}?$`,
        numeric: `^${DECIMAL}$`,
        matching: `^${ONE}\\.${ONE}(,${ONE}\\.${ONE})*$`,
      },
    },
    // keywords: what the model itself answers
    version: {},
    children: {},
    count: {},
  };

  // Who may do what: r reads, w writes. M: an LMS must have it; O: it may answer 401. Then its type and first value. A number in a
  // name is n, a number within that m.
  const elements = {
    'cmi._version': ['r', 'M', 'version', '3.4'],
    'cmi.core._children': ['r', 'M', 'children'],
    'cmi.core.student_id': ['r', 'M', 'CMIIdentifier', ''],
    'cmi.core.student_name': ['r', 'M', 'CMIString255', ''],
    'cmi.core.lesson_location': ['rw', 'M', 'CMIString255', ''],
    'cmi.core.credit': ['r', 'M', 'Credit', 'credit'],
    'cmi.core.lesson_status': ['rw', 'M', 'Status', 'not attempted'],
    'cmi.core.entry': ['r', 'M', 'Entry', 'ab-initio'],
    'cmi.core.score._children': ['r', 'M', 'children'],
    'cmi.core.score.raw': ['rw', 'M', 'CMIScore', ''],
    'cmi.core.score.max': ['rw', 'O', 'CMIScore', ''],
    'cmi.core.score.min': ['rw', 'O', 'CMIScore', ''],
    'cmi.core.total_time': ['r', 'M', 'CMITimespan', '0000:00:00.00'],
    'cmi.core.lesson_mode': ['r', 'O', 'Mode', 'normal'],
    'cmi.core.exit': ['w', 'M', 'Exit', ''],
    'cmi.core.session_time': ['w', 'M', 'CMITimespan', ''],
    'cmi.suspend_data': ['rw', 'M', 'SuspendData', ''],
    'cmi.launch_data': ['r', 'M', 'CMIString4096', ''],
    'cmi.comments': ['rw', 'O', 'CMIString4096', ''],
    'cmi.comments_from_lms': ['r', 'O', 'CMIString4096', ''],
    'cmi.objectives._children': ['r', 'O', 'children'],
    'cmi.objectives._count': ['r', 'O', 'count'],
    'cmi.objectives.n.id': ['rw', 'O', 'CMIIdentifier', ''],
    'cmi.objectives.n.score._children': ['r', 'O', 'children'],
    'cmi.objectives.n.score.raw': ['rw', 'O', 'CMIScore', ''],
    'cmi.objectives.n.score.max': ['rw', 'O', 'CMIScore', ''],
    'cmi.objectives.n.score.min': ['rw', 'O', 'CMIScore', ''],
    'cmi.objectives.n.status': ['rw', 'O', 'ObjectiveStatus', ''],
    'cmi.student_data._children': ['r', 'O', 'children'],
    'cmi.student_data.mastery_score': ['r', 'O', 'CMIDecimal', ''],
    'cmi.student_data.max_time_allowed': ['r', 'O', 'CMITimespan', ''],
    'cmi.student_data.time_limit_action': ['r', 'O', 'LimitAction', ''],
    'cmi.student_preference._children': ['r', 'O', 'children'],
    'cmi.student_preference.audio': ['rw', 'O', 'Volume', '0'],
    'cmi.student_preference.language': ['rw', 'O', 'CMIString255', ''],
    'cmi.student_preference.speed': ['rw', 'O', 'Speed', '0'],
    'cmi.student_preference.text': ['rw', 'O', 'Captions', '0'],
    'cmi.interactions._children': ['r', 'O', 'children'],
    'cmi.interactions._count': ['r', 'O', 'count'],
    'cmi.interactions.n.id': ['w', 'O', 'CMIIdentifier', ''],
    'cmi.interactions.n.objectives._count': ['r', 'O', 'count'],
    'cmi.interactions.n.objectives.m.id': ['w', 'O', 'CMIIdentifier', ''],
    'cmi.interactions.n.time': ['w', 'O', 'CMITime', ''],
    'cmi.interactions.n.type': ['w', 'O', 'InteractionType', ''],
    'cmi.interactions.n.correct_responses._count': ['r', 'O', 'count'],
    'cmi.interactions.n.correct_responses.m.pattern': ['w', 'O', 'CMIFeedback', ''],
    'cmi.interactions.n.weighting': ['w', 'O', 'Weighting', ''],
    'cmi.interactions.n.student_response': ['w', 'O', 'CMIFeedback', ''],
    'cmi.interactions.n.result': ['w', 'O', 'Result', ''],
    'cmi.interactions.n.latency': ['w', 'O', 'CMITimespan', ''],
  };

  return {
    name: 'SCORM 1.2',
    object: 'API',
    version: '',
    /** What the elements are called that warnings are about, and which words of a status say what. */
    names: {
      family: 'scorm12',
      status: 'cmi.core.lesson_status', fresh: ['', 'not attempted'], done: ['completed', 'passed'], final: ['completed', 'passed', 'failed'],
      scores: ['cmi.core.score.raw'], max: 'cmi.core.score.max', mark: 'cmi.student_data.mastery_score', exit: 'cmi.core.exit',
      mode: 'cmi.core.lesson_mode', credit: 'cmi.core.credit', progress: '', threshold: '',
    },
    elements,
    types,
    /** What each function does, and how many arguments it has. */
    functions: {
      LMSInitialize: ['initialize', 1],
      LMSFinish: ['finish', 1],
      LMSGetValue: ['get', 1],
      LMSSetValue: ['set', 2],
      LMSCommit: ['commit', 1],
      LMSGetLastError: ['code', 0],
      LMSGetErrorString: ['text', 1],
      LMSGetDiagnostic: ['diagnostic', 1],
    },
    /** The codes of the book (p. 22), with its texts. */
    errors: {
      0: 'No error',
      101: 'General exception',
      201: 'Invalid argument error',
      202: 'Element cannot have children',
      203: 'Element not an array - cannot have count',
      301: 'Not initialized',
      401: 'Not implemented error',
      402: 'Invalid set value, element is a keyword',
      403: 'Element is read only',
      404: 'Element is write only',
      405: 'Incorrect Data Type',
    },
    /** Which code a function gives outside of its time (p. 16). */
    refused: {
      initialize: { running: 101, finished: 101 },
      finish: { fresh: 301, finished: 301 },
      get: { fresh: 301, finished: 301 },
      set: { fresh: 301, finished: 301 },
      commit: { fresh: 301, finished: 301 },
    },
    faults: {
      general: 101,
      commit: 101, // a save that did not get there
      finish: 101,
      argument: 201, // not "", too few, too many, no text
      malformed: 201, // the name of an element
      gap: 201, // an index beyond the next one
      no_record: 201, // reading from a record that is not there
      dependency: 201, // a record that does not begin with its id
      repeated: 201, // an id that another record has: no list of 1.2 minds
      no_children: 202,
      no_count: 203,
      unknown: 401,
      not_implemented: 401,
      unset: 0, // reading what has no value: each element has one
      keyword: 402,
      no_keyword: 402, // setting one where there is none: wherever it stands
      read_only: 403,
      write_only: 404,
      type: 405,
      range: 405,
      overlong: 405,
      order: 201, // of the elements of an interaction, where an LMS asks for one
    },
    /** What a record of a list begins with. */
    keys: {
      'cmi.objectives': 'id',
      'cmi.interactions': 'id',
      'cmi.interactions.n.objectives': 'id',
      'cmi.interactions.n.correct_responses': 'pattern',
    },
    unique: [],
    fixed: [],
    most: {},
    /** What some LMSs append to instead of replacing it. */
    appended: 'cmi.comments',
    parameter: null,
    /** The order in which a picky LMS wants the elements of a record. */
    order: {
      'cmi.interactions': ['id', 'objectives', 'type', 'time', 'correct_responses', 'weighting', 'student_response', 'result',
        'latency'],
    },
  };
})();

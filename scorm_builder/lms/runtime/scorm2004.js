'use strict';
// SCORM 2004, the half of the LMS, as its Run-Time Environment book has it: the 4th Edition, and as data what another one has
// otherwise. Nothing here acts; session.js reads it. Section numbers are those of the book of the 4th Edition.
const Scorm2004 = (() => {
  const REAL = '-?\\d+(\\.\\d{1,7})?';
  const TAG = '[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*';
  const LANG = `(\\{lang=${TAG}\\})?(?!\\{lang=)`;
  const URI = "[\\w.~:/?#@!$&'()*+;=%-]";
  const ID = `${URI}{1,250}`; // short_identifier_type
  const bool = (name) => `(\\{${name}=(true|false)\\})?`;
  const ORDER = bool('order_matters');
  const CASE = bool('case_matters');
  /** A text within a list, and one within a pair in it: up to 250 characters, and no delimiter. */
  const PART = '((?!\\[,\\])[\\s\\S]){0,250}';
  const HALF = '((?!\\[[,.]\\])[\\s\\S]){0,250}';
  const list = (one, most) => `${one}(\\[,\\]${one}){0,${most - 1}}`;
  const maybe = (one) => `^(${one})?$`;
  const NO_TWIN = '(?!(.*\\[,\\])?([^[]+)\\[,\\](.*\\[,\\])?\\2(\\[,\\]|$))';
  const SPAN = '^P(?=\\d|T\\d)(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d{1,2})?S)?)?$';
  // a zone may follow a fraction alone, as ADL's own checker has it
  const SECOND = '(\\.\\d{1,2}(Z|[+-]([01]\\d|2[0-3])(:[0-5]\\d)?)?)?';
  const TIME = `^(19[7-9]\\d|20[0-2]\\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3])(:[0-5]\\d(:[0-5]\\d${SECOND})?)?)?)?)?$`;
  const request = (targets) => `^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\\{target=${ID}\\}(${targets}))$`;

  const step = (answer) => `(?!\\[\\.\\](\\[,\\]|$))(${ID})?\\[\\.\\]${answer}`;
  /** learner_response by the type of the interaction (4.2.9.1). */
  const responses = {
    'true-false': '^(true|false)$',
    choice: `^${NO_TWIN}(${list(ID, 36)})?$`,
    'fill-in': `^${list(`${LANG}${PART}`, 10)}$`,
    'long-fill-in': `^${LANG}[\\s\\S]{0,4000}$`,
    matching: maybe(list(`${ID}\\[\\.\\]${ID}`, 36)),
    performance: maybe(list(step(HALF), 125)),
    sequencing: maybe(list(ID, 36)),
    likert: `^${ID}$`,
    numeric: `^${REAL}$`,
    other: '^[\\s\\S]{0,4000}$',
  };
  const patterns = {
    ...responses,
    'fill-in': `^(${CASE}${ORDER}|${ORDER}${CASE})${list(`${LANG}${PART}`, 10)}$`,
    'long-fill-in': `^${CASE}${LANG}[\\s\\S]{0,4000}$`,
    performance: `^${ORDER}(${list(step(`(${HALF}|(${REAL})?\\[:\\](${REAL})?)`), 125)})?$`,
    numeric: `^(${REAL})?\\[:\\](${REAL})?$`,
  };

  /** What a value may look like. `form` is a regular expression; `least` and `most` are bounds of a number; `prefix` does not count.
   * The lengths are the smallest permitted maximums (SPM): what every platform must take, and no platform need take more. */
  const types = {
    Text250: { longest: 250 },
    Localized250: { longest: 250, form: `^${LANG}`, prefix: `^\\{lang=${TAG}\\}` },
    Localized4000: { longest: 4000, form: `^${LANG}`, prefix: `^\\{lang=${TAG}\\}` },
    Location: { longest: 1000 },
    LaunchData: { longest: 4000 },
    SuspendData: { longest: 64000 },
    Identifier: { longest: 4000, form: `^(urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:${URI}+|(?!urn:)${URI}+)$` }, // long_identifier_type
    Real: { form: `^${REAL}$`, number: true },
    Scaled: { form: `^${REAL}$`, least: -1, most: 1, number: true },
    Measure: { form: `^${REAL}$`, least: 0, most: 1, number: true },
    Level: { form: `^${REAL}$`, least: 0, number: true },
    Time: { form: TIME },
    Span: { form: SPAN },
    Language: { longest: 250, form: maybe(TAG) },
    Captioning: { words: ['-1', '0', '1'] },
    Completion: { words: ['completed', 'incomplete', 'not attempted', 'unknown'] },
    Success: { words: ['passed', 'failed', 'unknown'] },
    Credit: { words: ['credit', 'no-credit'] },
    Entry: { words: ['ab-initio', 'resume', ''] },
    Exit: { words: ['time-out', 'suspend', 'logout', 'normal', ''] },
    Mode: { words: ['normal', 'review', 'browse'] },
    LimitAction: { words: ['exit,message', 'exit,no message', 'continue,message', 'continue,no message'] },
    InteractionType: { words: Object.keys(responses) },
    Result: { form: `^(correct|incorrect|unanticipated|neutral|${REAL})$` },
    Response: { by: 'type', needs: true, forms: responses },
    Pattern: { by: 'type', needs: true, forms: patterns, ranges: ['numeric'] },
    Request: { form: request('choice|jump') },
    Validity: { words: ['true', 'false', 'unknown'] },
    // keywords: what the model itself answers
    version: {},
    children: {},
    count: {},
  };

  const comments = (group, access, text) => ({
    [`cmi.${group}._children`]: ['r', 'M', 'children'],
    [`cmi.${group}._count`]: ['r', 'M', 'count'],
    [`cmi.${group}.n.comment`]: [access, 'M', text],
    [`cmi.${group}.n.location`]: [access, 'M', 'Text250'],
    [`cmi.${group}.n.timestamp`]: [access, 'M', 'Time'],
  });

  const score = (owner) => ({
    [`${owner}.score._children`]: ['r', 'M', 'children'],
    [`${owner}.score.scaled`]: ['rw', 'M', 'Scaled'],
    [`${owner}.score.raw`]: ['rw', 'M', 'Real'],
    [`${owner}.score.min`]: ['rw', 'M', 'Real'],
    [`${owner}.score.max`]: ['rw', 'M', 'Real'],
  });

  // Who may do what: r reads, w writes. Every element is mandatory (M). Then its type and first value; where there is none, reading it
  // gives 403. A number in a name is n, a number within that m.
  const elements = {
    'cmi._version': ['r', 'M', 'version', '1.0'],
    ...comments('comments_from_learner', 'rw', 'Localized4000'),
    ...comments('comments_from_lms', 'r', 'Localized4000'),
    'cmi.completion_status': ['rw', 'M', 'Completion', 'unknown'],
    'cmi.completion_threshold': ['r', 'M', 'Measure'],
    'cmi.credit': ['r', 'M', 'Credit', 'credit'],
    'cmi.entry': ['r', 'M', 'Entry', 'ab-initio'],
    'cmi.exit': ['w', 'M', 'Exit'],
    'cmi.interactions._children': ['r', 'M', 'children'],
    'cmi.interactions._count': ['r', 'M', 'count'],
    'cmi.interactions.n.id': ['rw', 'M', 'Identifier'],
    'cmi.interactions.n.type': ['rw', 'M', 'InteractionType'],
    'cmi.interactions.n.objectives._count': ['r', 'M', 'count'],
    'cmi.interactions.n.objectives.m.id': ['rw', 'M', 'Identifier'],
    'cmi.interactions.n.timestamp': ['rw', 'M', 'Time'],
    'cmi.interactions.n.correct_responses._count': ['r', 'M', 'count'],
    'cmi.interactions.n.correct_responses.m.pattern': ['rw', 'M', 'Pattern'],
    'cmi.interactions.n.weighting': ['rw', 'M', 'Real'],
    'cmi.interactions.n.learner_response': ['rw', 'M', 'Response'],
    'cmi.interactions.n.result': ['rw', 'M', 'Result'],
    'cmi.interactions.n.latency': ['rw', 'M', 'Span'],
    'cmi.interactions.n.description': ['rw', 'M', 'Localized250'],
    'cmi.launch_data': ['r', 'M', 'LaunchData'],
    'cmi.learner_id': ['r', 'M', 'Identifier', ''],
    'cmi.learner_name': ['r', 'M', 'Localized250', ''],
    'cmi.learner_preference._children': ['r', 'M', 'children'],
    'cmi.learner_preference.audio_level': ['rw', 'M', 'Level', '1'],
    'cmi.learner_preference.language': ['rw', 'M', 'Language', ''],
    'cmi.learner_preference.delivery_speed': ['rw', 'M', 'Level', '1'],
    'cmi.learner_preference.audio_captioning': ['rw', 'M', 'Captioning', '0'],
    'cmi.location': ['rw', 'M', 'Location'],
    'cmi.max_time_allowed': ['r', 'M', 'Span'],
    'cmi.mode': ['r', 'M', 'Mode', 'normal'],
    'cmi.objectives._children': ['r', 'M', 'children'],
    'cmi.objectives._count': ['r', 'M', 'count'],
    'cmi.objectives.n.id': ['rw', 'M', 'Identifier'],
    ...score('cmi.objectives.n'),
    'cmi.objectives.n.success_status': ['rw', 'M', 'Success', 'unknown'],
    'cmi.objectives.n.completion_status': ['rw', 'M', 'Completion', 'unknown'],
    'cmi.objectives.n.progress_measure': ['rw', 'M', 'Measure'],
    'cmi.objectives.n.description': ['rw', 'M', 'Localized250'],
    'cmi.progress_measure': ['rw', 'M', 'Measure'],
    'cmi.scaled_passing_score': ['r', 'M', 'Scaled'],
    ...score('cmi'),
    'cmi.session_time': ['w', 'M', 'Span'],
    'cmi.success_status': ['rw', 'M', 'Success', 'unknown'],
    'cmi.suspend_data': ['rw', 'M', 'SuspendData'],
    'cmi.time_limit_action': ['r', 'M', 'LimitAction', 'continue,no message'],
    'cmi.total_time': ['r', 'M', 'Span', 'PT0H0M0S'],
    'adl.nav.request': ['rw', 'M', 'Request', '_none_'],
    'adl.nav.request_valid.continue': ['r', 'M', 'Validity', 'unknown'],
    'adl.nav.request_valid.previous': ['r', 'M', 'Validity', 'unknown'],
    'adl.nav.request_valid.choice.{target}': ['r', 'M', 'Validity', 'unknown'],
    'adl.nav.request_valid.jump.{target}': ['r', 'M', 'Validity', 'unknown'],
    'adl.data._children': ['r', 'M', 'children'],
    'adl.data._count': ['r', 'M', 'count'],
    'adl.data.n.id': ['r', 'M', 'Identifier'],
    'adl.data.n.store': ['rw', 'M', 'SuspendData'],
  };

  /** What an edition has otherwise: elements that it does not know, and types of another form. */
  const EDITIONS = {
    second: { unknown: /^adl\.data|\.jump\./, types: { SuspendData: { longest: 4000 }, Request: { form: request('choice') } } },
    third: { unknown: /^adl\.data|\.jump\./, types: { Request: { form: request('choice') } } },
    fourth: { unknown: /^$/, types: {} },
  };

  const known = (unknown) => Object.fromEntries(Object.entries(elements).filter(([name]) => !unknown.test(name)));

  /** @returns {LmsModel} */
  const model = (edition) => ({
    name: 'SCORM 2004',
    object: 'API_1484_11',
    version: '1.0',
    /** What the elements are called that warnings are about, and which words of a status say what. */
    names: {
      family: 'scorm2004',
      status: 'cmi.completion_status', fresh: ['', 'unknown', 'not attempted'], done: ['completed'], final: ['completed'],
      scores: ['cmi.score.scaled', 'cmi.score.raw'], max: 'cmi.score.max', mark: 'cmi.scaled_passing_score', exit: 'cmi.exit',
      mode: 'cmi.mode', credit: 'cmi.credit', progress: 'cmi.progress_measure', threshold: 'cmi.completion_threshold',
    },
    elements: known(EDITIONS[edition].unknown),
    types: { ...types, ...EDITIONS[edition].types },
    /** What each function does, and how many arguments it has. */
    functions: {
      Initialize: ['initialize', 1],
      Terminate: ['finish', 1],
      GetValue: ['get', 1],
      SetValue: ['set', 2],
      Commit: ['commit', 1],
      GetLastError: ['code', 0],
      GetErrorString: ['text', 1],
      GetDiagnostic: ['diagnostic', 1],
    },
    /** The codes of the book (3.1.7), with its texts. */
    errors: {
      0: 'No Error',
      101: 'General Exception',
      102: 'General Initialization Failure',
      103: 'Already Initialized',
      104: 'Content Instance Terminated',
      111: 'General Termination Failure',
      112: 'Termination Before Initialization',
      113: 'Termination After Termination',
      122: 'Retrieve Data Before Initialization',
      123: 'Retrieve Data After Termination',
      132: 'Store Data Before Initialization',
      133: 'Store Data After Termination',
      142: 'Commit Before Initialization',
      143: 'Commit After Termination',
      201: 'General Argument Error',
      301: 'General Get Failure',
      351: 'General Set Failure',
      391: 'General Commit Failure',
      401: 'Undefined Data Model Element',
      402: 'Unimplemented Data Model Element',
      403: 'Data Model Element Value Not Initialized',
      404: 'Data Model Element Is Read Only',
      405: 'Data Model Element Is Write Only',
      406: 'Data Model Element Type Mismatch',
      407: 'Data Model Element Value Out Of Range',
      408: 'Data Model Dependency Not Established',
    },
    /** Which code a function gives outside of its time (3.1.7). */
    refused: {
      initialize: { running: 103, finished: 104 },
      finish: { fresh: 112, finished: 113 },
      get: { fresh: 122, finished: 123 },
      set: { fresh: 132, finished: 133 },
      commit: { fresh: 142, finished: 143 },
    },
    faults: {
      general: 101,
      commit: 391, // a save that did not get there
      finish: 111,
      argument: 201, // not "", too few, too many, no text
      malformed: 401, // the name of an element
      gap: 351, // an index beyond the next one, or more records than there may be
      no_record: 301, // reading from a record that is not there
      dependency: 408, // what must be set before is not
      repeated: 351, // an id that another record has, or that cannot be changed
      no_children: 301,
      no_count: 301,
      unknown: 401,
      not_implemented: 402,
      unset: 403, // reading what has no value
      keyword: 404,
      no_keyword: 401, // setting one where there is none
      read_only: 404,
      write_only: 405,
      type: 406,
      range: 407,
      overlong: 406,
      order: 351, // of the elements of an interaction, where an LMS asks for one
    },
    /** What a record of a list begins with; those of other lists begin with any element. */
    keys: {
      'cmi.objectives': 'id',
      'cmi.interactions': 'id',
      'cmi.interactions.n.objectives': 'id',
    },
    /** Lists in which an id stands once; and those where it stays what it is. */
    unique: ['cmi.objectives', 'cmi.interactions.n.objectives'],
    fixed: ['cmi.objectives', 'cmi.interactions'],
    /** How many records a list has at most, by a value of the record that it stands in. */
    most: {
      'cmi.interactions.n.correct_responses': { by: 'type', of: { 'true-false': 1, likert: 1, numeric: 1, other: 1 } },
    },
    appended: '',
    parameter: /\{target=[^{}]*\}/,
    /** The order in which a picky LMS wants the elements of a record. */
    order: {
      'cmi.interactions': ['id', 'objectives', 'type', 'timestamp', 'correct_responses', 'weighting', 'learner_response', 'result',
        'latency', 'description'],
    },
  });

  return { second: model('second'), third: model('third'), fourth: model('fourth') };
})();

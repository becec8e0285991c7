// Calls of a course by chance, legal and illegal ones, the same for the same seed.
import { LmsBrowser, Scorm12, Scorm2004 } from './lms.mjs';

const long = (length) => 'x'.repeat(length);

// What courses write, and what they should not, by the type of the element.
const VALUES_12 = {
  CMIString255: ['', 'page-2', long(255), long(256), 'é', 'a\nb'],
  CMIString4096: ['', '1Ab-_.1.', long(4096), long(4097), '{"a":1}'],
  SuspendData: ['', '1Ab-_.1.', long(4096), long(4097), long(64000), long(64001)],
  CMIIdentifier: ['step-1', 'step_2', 'q1', long(255), long(256), 'two words', '', 'a.b', 'ü'],
  Weighting: ['0', '1', '-1', '80.5', '100', '101', '', 'abc', '1e1', '+5', ' 5', '5.', '.5'],
  CMIScore: ['0', '80', '80.5', '100', '100.01', '-1', '101', '', 'abc', '1e1', '+5', ' 50', '50.125'],
  CMITime: ['12:34:56', '12:34:56.78', '23:59:59', '24:00:00', '9:34:56', '12:34', '', 'noon', '12:60:00', '12:34:56.789'],
  CMITimespan: ['0000:01:02.50', '00:01:02', '00:99:99', '1:02:03', '10000:00:00', '', '5', 'PT5S', '00:00:00.123'],
  CMIFeedback: ['t', 'f', '1', '0', 'a', 'a,b', '1.a,2.b', '3.14', 'Paris', '', long(255), long(256), 'true', 'a, b'],
  Volume: ['0', '-1', '100', '101', '-2', '50.5', '', 'x'],
  Speed: ['0', '-100', '100', '101', '-101', '', 'x'],
  Captions: ['0', '-1', '1', '2', '', 'x'],
  Status: ['passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted', 'unknown', '', 'Passed'],
  ObjectiveStatus: ['passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted', 'unknown', ''],
  Exit: ['suspend', 'logout', 'time-out', '', 'normal'],
  InteractionType: ['true-false', 'choice', 'fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric', 'other', '', 'long-fill-in'],
  Result: ['correct', 'wrong', 'unanticipated', 'neutral', '0.5', 'incorrect', '', '-1'],
};
const NAMES_12 = [...Object.keys(Scorm12.elements), 'cmi.core', 'cmi', 'cmi.nonsense', 'cmi.core.nonsense', 'cmi.core.lesson_status._children',
  'cmi.core.lesson_status._count', 'cmi.core._count', 'cmi.suspend_data._children', 'cmi.objectives', 'cmi.objectives.n', 'cmi.objectives.n.nonsense',
  'cmi.completion_status', 'cmi..core', '', 'suspend_data', 'cmi.interactions.n.learner_response'];

const REALS = ['0', '1', '0.5', '-0.5', '0.8333', '0.12345678', '1.5', '-1', '2', '100', '', '.5', '5.', '+1', '1e1', 'abc', 'NaN'];
const SPANS = ['PT5S', 'PT1H2M3.45S', 'P1D', 'P1Y2M3DT4H', 'PT', 'P', '', '00:01:00', 'PT3.456S', 'PT1.5H', 'PT5'];
const TIMES = ['2026', '2026-01', '2026-01-02', '2026-01-02T03', '2026-01-02T03:04:05', '2026-01-02T03:04:05.1', '2026-01-02T03:04:05.12Z',
  '2026-01-02T03:04:05.12+02:00', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05.123Z', '2026-13-01', '1969', '', 'noon'];
const IDS = ['q1', 'step-1', 'urn:x:q1', 'urn:q1', 'http://a.example/b', 'two words', '', 'a.b', long(4000), long(4001), 'ü'];
const TEXTS = ['', 'page-2', '{lang=en}Door', '{lang=!}Door', 'é', long(250), long(251)];
const ANSWERS = ['true', 'false', 't', 'a', 'a[,]b', 'a[,]a', 'a,b', 'a[.]b', 'a[.]b[,]c[.]d', 'a[.]', '[.]b', '[.]', '3.14', '1[:]2', '[:]4', '4[:]4', '2[:]1',
  '{lang=en}Paris', '{case_matters=true}Paris', '{order_matters=false}a[.]b', 'two words', '', long(250), long(251), long(4000), long(4001)];

const VALUES_2004 = {
  Text250: TEXTS,
  Localized250: TEXTS,
  Localized4000: [...TEXTS, long(4000), long(4001)],
  Location: ['', '/step-1', long(1000), long(1001)],
  SuspendData: ['', '1Ab-_.1.', long(64000), long(64001)],
  Identifier: IDS,
  Real: REALS,
  Scaled: REALS,
  Measure: REALS,
  Level: REALS,
  Time: TIMES,
  Span: SPANS,
  Language: ['', 'en', 'en-GB', 'e n', 'x'.repeat(251)],
  Captioning: ['-1', '0', '1', '2', '', 'x'],
  Completion: ['completed', 'incomplete', 'not attempted', 'unknown', 'passed', '', 'Completed'],
  Success: ['passed', 'failed', 'unknown', 'completed', ''],
  Exit: ['suspend', 'normal', 'logout', 'time-out', '', 'exit'],
  InteractionType: ['true-false', 'choice', 'fill-in', 'long-fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric', 'other', 'single', ''],
  Result: ['correct', 'incorrect', 'wrong', 'unanticipated', 'neutral', '0.5', '-1', '', 'x'],
  Response: ANSWERS,
  Pattern: ANSWERS,
  Request: ['continue', 'previous', 'exit', 'exitAll', 'suspendAll', 'abandon', '_none_', '{target=a}choice', '{target=a}jump', '{target=}choice', 'next', ''],
};
const NAMES_2004 = [...Object.keys(Scorm2004.fourth.elements).filter((name) => !/^adl\.(data|nav\.request_valid)/.test(name)), 'cmi.nonsense', 'cmi.location._children',
  'cmi.location._count', 'cmi.objectives.n.nonsense', 'cmi.core.lesson_status', 'cmi.interactions.n.nonsense', 'cmi..mode', 'suspend_data', 'adl.nonsense'];

/** What a standard's calls are made of. */
const STANDARDS = {
  scorm12: { elements: Scorm12.elements, values: VALUES_12, names: NAMES_12, ends: 'Finish', response: VALUES_12.CMIFeedback, answer: 'student_response' },
  scorm2004: { elements: Scorm2004.fourth.elements, values: VALUES_2004, names: NAMES_2004, ends: 'Terminate', response: ANSWERS, answer: 'learner_response' },
};

/** A chooser and a maker of calls. */
export class Chance {
  constructor(seed, standard = 'scorm12') {
    this.next = LmsBrowser.numbers(seed);
    this.standard = STANDARDS[standard];
    this.planned = [];
    this.answers = 0;
  }

  pick = (list) => list[Math.floor(this.next() * list.length)];

  index = () => String(this.pick([0, 0, 0, 0, 1, 1, 2, 5]));

  /** An element with its indices. */
  element() {
    return this.pick(this.standard.names).replace(/\.[nm](?=\.|$)/g, () => `.${this.index()}`);
  }

  value(element) {
    const general = element.replace(/\.\d+(?=\.|$)/, '.n').replace(/\.\d+(?=\.|$)/, '.m');
    return this.pick(this.standard.values[this.standard.elements[general]?.[2]] ?? ['1', 'credit']);
  }

  /** What a course tells of an answer, in its order, to the first records of interactions. */
  answer() {
    const { values, response } = this.standard;
    const owner = `cmi.interactions.${this.answers++}`;
    const told = { id: `q${this.answers}`, type: this.pick(values.InteractionType), 'correct_responses.0.pattern': this.pick(response), [this.standard.answer]: this.pick(response) };
    return Object.entries(told).map(([name, value]) => ['SetValue', [`${owner}.${name}`, value]]);
  }

  /** [name, arguments] */
  call() {
    if (!this.planned.length && this.next() < 0.06) this.planned = this.answer();
    if (this.planned.length) return this.planned.shift();
    const name = this.pick([...Array(10).fill('SetValue'), ...Array(6).fill('GetValue'), 'Commit', 'Initialize', this.pick([this.standard.ends, 'Commit', 'Commit'])]);
    const element = this.element();
    if (name === 'SetValue') return [name, [element, this.value(element)]];
    if (name === 'GetValue') return [name, [element]];
    return [name, [this.pick(['', '', '', '', 'x'])]];
  }
}

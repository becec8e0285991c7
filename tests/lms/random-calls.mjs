// Calls of a course by chance, legal and illegal ones, the same for the same seed.
import { LmsBrowser, Scorm12 } from './lms.mjs';

const long = (length) => 'x'.repeat(length);

// What courses write, and what they should not, by the type of the element.
const VALUES = {
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
const NAMES = [...Object.keys(Scorm12.elements), 'cmi.core', 'cmi', 'cmi.nonsense', 'cmi.core.nonsense', 'cmi.core.lesson_status._children',
  'cmi.core.lesson_status._count', 'cmi.core._count', 'cmi.suspend_data._children', 'cmi.objectives', 'cmi.objectives.n', 'cmi.objectives.n.nonsense',
  'cmi.completion_status', 'cmi..core', '', 'suspend_data', 'cmi.interactions.n.learner_response'];

/** A chooser and a maker of calls. */
export class Chance {
  constructor(seed) {
    this.next = LmsBrowser.numbers(seed);
  }

  pick = (list) => list[Math.floor(this.next() * list.length)];

  index = () => String(this.pick([0, 0, 0, 0, 1, 1, 2, 5]));

  /** An element with its indices. */
  element() {
    return this.pick(NAMES).replace(/\.[nm](?=\.|$)/g, () => `.${this.index()}`);
  }

  value(element) {
    const general = element.replace(/\.\d+(?=\.|$)/, '.n').replace(/\.\d+(?=\.|$)/, '.m');
    return this.pick(VALUES[Scorm12.elements[general]?.[2]] ?? ['1', 'credit']);
  }

  /** [name, arguments] */
  call() {
    const name = this.pick([...Array(10).fill('SetValue'), ...Array(6).fill('GetValue'), 'Commit', 'Initialize', this.pick(['Finish', 'Commit', 'Commit'])]);
    const element = this.element();
    if (name === 'SetValue') return [name, [element, this.value(element)]];
    if (name === 'GetValue') return [name, [element]];
    return [name, [this.pick(['', '', '', '', 'x'])]];
  }
}

'use strict';
// What SCORM 1.2 is told of questions: the score, and each answer as an interaction
/** @type {ResultsApi} */
const Results = (() => {
  const ROOT = 'cmi.interactions';
  const LAST = 4095; // in two digits
  // two values of each element, so that one of them is another; those of answers are of either type
  const OTHER = {
    type: ['performance', 'fill-in'], time: ['00:00:00', '00:00:01'], pattern: ['-', '_'], weighting: ['1', '2'],
    student_response: ['-', '_'], result: ['neutral', 'wrong'], latency: ['0000:00:00.00', '0000:00:00.01'],
  };

  let lms;
  let sent = ''; // the score
  let count; // of the records; null where there are none
  let gap = false; // a record has no id
  const owners = []; // the question of each record of this visit

  // Q2; and half a character breaks a request
  const write = (parts) => parts.map((part) => [part].flat().join('.')).join().slice(0, 255).replace(/\p{Cs}/gu, '');
  // what is right in part is never told as all or nothing
  const part = (credit) => Math.min(99, Math.max(1, Math.round(credit * 100))) / 100;
  const judge = (credit) => (credit === null ? 'neutral' : credit === 1 ? 'correct' : credit ? `${part(credit)}` : 'wrong');
  const pending = () => [...lms.unsent.keys()].filter((element) => element.startsWith(ROOT));

  const read = () => {
    if (count !== undefined && (!gap || pending().length)) return;
    const found = lms.get(`${ROOT}._count`);
    count = /^\d+$/.test(found) ? +found : null; // Q3
    gap = false;
  };

  const indexOf = ({ id, place }) => {
    const old = place ? parseInt(State.unpack(place), 2) - 1 : -1;
    const index = old >= 0 && old < count && (owners[old] ?? id) === id ? old : count++;
    owners[index] = id;
    return index;
  };

  return {
    start(platform) {
      lms = platform;
    },

    add(record) {
      const { id, type, at, seconds, weight, response, patterns, credit, place } = record;
      read();
      if (count === null) return place;
      const index = indexOf(record);
      const set = (name, value) => value && lms.unsent.set(`${ROOT}.${index}.${name}`, value);
      const valid = (text) => (type !== 'numeric' || /^-?\d+(\.\d+)?$/.test(text) ? text : '');
      // Q8
      set('id', id);
      set('type', type);
      set('time', new Date(at).toTimeString().slice(0, 8));
      patterns.map(write).filter(valid).forEach((text, m) => set(`correct_responses.${m}.pattern`, text));
      set('weighting', `${weight}`);
      set('student_response', valid(write(response)));
      set('result', judge(credit));
      set('latency', lms.clock(seconds));
      return place && State.pack((index < LAST ? index + 1 : 0).toString(2).padStart(12, '0'));
    },

    score(value, status) {
      if (!value || value === sent) return;
      sent = value;
      lms.unsent.delete(status); // C7, C8: it comes after
      for (const [name, n] of [['min', '0'], ['max', '100'], ['raw', value]]) lms.unsent.set(`cmi.core.score.${name}`, n);
    },

    refused(element, fault) {
      const answers = element.startsWith(ROOT);
      gap ||= answers && element.endsWith('.id');
      if (answers && fault.endsWith('401')) {
        count = null;
        gap = false;
        for (const one of pending()) lms.unsent.delete(one);
      }
      return answers || element.includes('score');
    },

    other(element, value) {
      if (element.includes('score')) return (+value - (+value > 50 ? 0.01 : -0.01)).toFixed(2);
      const [one, two] = OTHER[element.replace(/.*\./, '')] ?? [];
      return value === one ? two : one;
    },
  };
})();

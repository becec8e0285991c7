'use strict';
// What a SCORM platform is told of questions, in the words of one of its standards: the score, and each answer as an interaction
/** @type {(words: ScormResultsWords) => ResultsApi} */
const ScormResults = ({ score, fields, others }) => {
  const ROOT = 'cmi.interactions';
  const LAST = 4095; // in two digits

  let lms;
  let sent = ''; // the score
  let count; // of the records; null where there are none
  let gap = false; // a record has no id
  const owners = []; // the question of each record of this visit

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
      const { place } = record;
      read();
      if (count === null) return place;
      const index = indexOf(record);
      // Q8
      for (const [name, value] of fields(record, lms.clock)) if (value) lms.unsent.set(`${ROOT}.${index}.${name}`, value);
      return place && State.pack((index < LAST ? index + 1 : 0).toString(2).padStart(12, '0'));
    },

    score(value) {
      if (!value || value === sent) return false;
      sent = value;
      for (const [element, n] of score(value)) lms.unsent.set(element, n);
      return true;
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
      if (element.includes('score')) return (+value - (+value > 0.5 ? 0.01 : -0.01)).toFixed(2);
      const [one, two] = others[element.replace(/.*\./, '')] ?? [];
      return value === one ? two : one;
    },
  };
};

// in hundredths; what is right in part is never told as all or nothing
const judge = (credit, wrong) => {
  if (credit === null) return 'neutral';
  const part = Math.min(99, Math.max(1, Math.round(credit * 100))) / 100;
  return credit === 1 ? 'correct' : credit ? `${part}` : wrong;
};

// half a character breaks a request
const cut = (text, most) => text.slice(0, most).replace(/\p{Cs}/gu, '');

'use strict';
// What SCORM 1.2 is told of questions
const Results = (() => {
  // Q2; of pairs that are too many, what was chosen
  const write = (parts) => {
    const text = parts.map((part) => [part].flat().join('.')).join();
    return cut(text.length > 255 ? parts.map((part) => [part].flat().at(-1)).join() : text, 255);
  };

  return ScormResults({
    score: (value) => [['min', '0'], ['max', '100'], ['raw', value]].map(([name, n]) => [`cmi.core.score.${name}`, n]),

    fields({ id, type, at, seconds, weight, response, patterns, credit }, clock) {
      const valid = (text) => (type !== 'numeric' || /^-?\d+(\.\d+)?$/.test(text) ? text : '');
      const exact = patterns.filter(([part]) => type !== 'numeric' || typeof part === 'string'); // Q6
      return [
        ['id', id],
        ['type', type.replace('long-', '')],
        ['time', new Date(at).toTimeString().slice(0, 8)],
        ...exact.map(write).filter(valid).map((text, m) => [`correct_responses.${m}.pattern`, text]),
        ['weighting', `${weight}`],
        ['student_response', valid(write(response))],
        ['result', judge(credit, 'wrong')],
        ['latency', clock(seconds)],
      ];
    },

    // two values of each element, so that one of them is another; those of answers are of either type
    others: {
      type: ['performance', 'fill-in'], time: ['00:00:00', '00:00:01'], pattern: ['-', '_'], weighting: ['1', '2'],
      student_response: ['-', '_'], result: ['neutral', 'wrong'], latency: ['0000:00:00.00', '0000:00:00.01'],
    },
  });
})();

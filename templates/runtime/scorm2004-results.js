'use strict';
// What SCORM 2004 is told of questions
const Results = (() => {
  const join = (parts, type) => parts.map((part) => [part].flat().join(type === 'numeric' ? '[:]' : '[.]')).join('[,]');
  const truth = (text) => ({ t: 'true', f: 'false' })[text];
  // Q2; a long text is of a type of its own
  const write = (parts, type) => (type === 'true-false' ? truth(parts[0]) : cut(join(parts, type), 4000));
  const isLong = (texts) => texts.flat(2).some(({ length }) => length > 250);
  // a number is told as a range, also an exact one
  const pattern = (parts, type) => write(type === 'numeric' ? parts.map((part) => (typeof part === 'string' ? [part, part] : part)) : parts, type);

  return ScormResults({
    score: (value) => [['scaled', `${+(+value / 100).toFixed(4)}`], ['min', '0'], ['max', '100'], ['raw', value]]
      .map(([name, n]) => [`cmi.score.${name}`, n]),

    fields({ id, type: kind, at, seconds, weight, response, patterns, credit, text }, clock) {
      const type = kind === 'fill-in' && isLong([response, patterns]) ? 'long-fill-in' : kind;
      return [
        ['id', id],
        ['type', type],
        ['timestamp', new Date(at).toISOString().replace(/\dZ/, 'Z')],
        ...patterns.map((parts, m) => [`correct_responses.${m}.pattern`, pattern(parts, type)]),
        ['weighting', `${weight}`],
        ['learner_response', write(response, type)],
        ['result', judge(credit, 'incorrect')],
        ['latency', clock(seconds)],
        ['description', cut(text.replace(/\s+/g, ' ').trim(), 250)],
      ];
    },

    // two values of each element, so that one of them is another; those of answers are of either type
    others: {
      type: ['other', 'long-fill-in'], timestamp: ['2026-01-01T00:00:00.00Z', '2026-01-01T00:00:01.00Z'], pattern: ['-', '_'],
      weighting: ['1', '2'], learner_response: ['-', '_'], result: ['neutral', 'unanticipated'], latency: ['PT0S', 'PT1S'],
      description: ['-', '_'],
    },
  });
})();

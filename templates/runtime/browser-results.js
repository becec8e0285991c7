'use strict';
// Nobody is told of answers
/** @type {ResultsApi} */
const Results = {
  start() {},
  add: ({ place }) => place,
  score: () => false,
  refused: () => false,
  other: () => undefined,
};

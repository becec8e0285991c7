// What is wrong with the course as it is saved, each finding with its line and its cure.
import { el } from './elements.js';

const excerpt = ({ line, column, excerpt: text }) => {
  if (!text.trim()) return null;
  const start = column > 90 ? column - 60 : 0;
  const shown = text.slice(start, start + 160);
  const mark = column - 1 - start;
  return el('pre', null,
    el('span', { className: 'line' }, `${line} `),
    ...column ? [shown.slice(0, mark), el('mark', null, shown.slice(mark, mark + 1) || ' '), shown.slice(mark + 1)] : [shown]);
};

const finding = (one) => {
  const place = [one.path, one.line, one.column].filter(Boolean).join(':');
  return el('li', { className: one.severity },
    el('p', { className: 'place' }, el('code', null, place), el('span', { className: `badge ${one.severity}` }, one.severity)),
    el('p', { className: 'message' }, ...parts(one.message)),
    excerpt(one),
    one.hint && el('p', { className: 'hint' }, el('b', null, 'Hint: '), ...parts(one.hint)),
    el('p', { className: 'code' }, one.code));
};

/** `words` in backticks are what an author writes. */
const parts = (text) => text.split('`').map((part, i) => (i % 2 ? el('code', null, part) : part));

export const count = (findings) => ['error', 'warning'].map((severity) => {
  const number = findings.filter((one) => one.severity === severity).length;
  return number && `${number} ${severity}${number > 1 ? 's' : ''}`;
}).filter(Boolean).join(', ');

export const findingsView = (findings, buttons) => [
  el('div', { className: 'faults-top' }, el('h2', { id: 'faults-title', tabIndex: -1 }, count(findings)), ...buttons),
  el('ol', null, findings.map(finding)),
];

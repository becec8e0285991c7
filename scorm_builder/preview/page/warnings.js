// What the course did that this platform took, and another one would not.
import { el } from './elements.js';

/** @type {Map<string, { text: string, profiles: string[], calls: string[] }>} */
let found = new Map();

/** Gives whether there is a new one. */
export const warn = (call) => {
  const before = found.size;
  for (const { id, text, profiles } of call.warnings) {
    const one = found.get(id) ?? { text, profiles, calls: /** @type {string[]} */ ([]) };
    one.calls.push(`${call.name}(${call.args.join(', ').slice(0, 120)})`);
    found.set(id, one);
  }
  return found.size > before;
};

export const count = () => found.size;

export const clear = () => {
  found = new Map();
};

/** @param {any[]} profiles */
export const warningsView = (profiles) => {
  const title = (name) => profiles.find((one) => one.name === name)?.title ?? name;
  if (!found.size) return [el('p', null, 'Nothing so far that another platform would refuse or lose.')];
  return [el('ul', { className: 'warnings' }, [...found.values()].map((one) => el('li', null,
    el('p', null, one.text),
    one.profiles.length > 0 && el('p', null, el('small', null, `Goes wrong in: ${one.profiles.map(title).join(', ')}`)),
    el('p', null, el('code', null, one.calls[0]), one.calls.length > 1 && el('small', null, `and ${one.calls.length - 1} times more`)))))];
};

// The menu of a platform, where a package has several items: what each comes to, which can be opened, and what they are together.
import { badge, el } from './elements.js';
import { wordsOf } from './standards.js';

const said = { true: 'yes', false: 'no', null: 'not known' };

const row = (lms, item, open) => {
  const here = item.id === lms.item.id;
  const button = el('button', { disabled: here || !lms.isOpen(item), onclick: () => open(item.id) }, item.title || item.id);
  if (here) button.setAttribute('aria-current', 'true');
  const standing = item.attempt ? wordsOf(lms).standing(item.attempt) : [];
  return el('li', null, button, ...standing.filter(([, word, isBadge]) => isBadge && word !== 'unknown').map(([, word]) => badge(word)));
};

/** @param {LmsPlayer} lms
 * @param {(id: string) => void} open */
export const itemsView = (lms, open) => {
  if (lms.items.length < 2) return [];
  const { completed, satisfied, measure } = lms.course;
  const whole = [
    `Completed: ${said[`${completed}`]}`,
    satisfied !== null && `satisfied: ${said[`${satisfied}`]}`,
    measure !== null && `score: ${Math.round(measure * 100)} of 100`,
  ].filter(Boolean).join(', ');
  return [el('section', { className: 'items', 'aria-label': 'Items' },
    el('h3', null, 'Items'),
    el('ul', null, lms.states.map((item) => row(lms, item, open))),
    el('p', null, el('small', null, `All together. ${whole}`)))];
};

// Elements of the page, and values as people read them.

/** An element by its id. */
export const $ = (id) => /** @type {any} */ (document.getElementById(id));

/** A new element: its properties, then what is in it.
 * @param {string} tag
 * @param {Record<string, any> | null} [properties]
 * @param {...any} children */
export const el = (tag, properties, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name in element) element[name] = value;
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

/** A list of what something is called and what it is. */
export const facts = (pairs) => el('dl', { className: 'facts' },
  pairs.filter(Boolean).map(([name, ...told]) => el('div', null, el('dt', null, name), el('dd', null, ...told))));

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** `0001:02:03.00`, or `PT1H2M3S`, as people say it.
 * @param {string} span */
export const timespan = (span) => {
  const [hours, minutes, rest] = (`${span}`.match(/[\d.]+/g) ?? []).map(Number);
  if (!Number.isFinite(rest)) return span || '–';
  const parts = [[hours, 'h'], [minutes, 'min'], [Math.round(rest), 's']];
  return parts.filter(([n]) => n).map(([n, unit]) => `${n} ${unit}`).join(' ') || '0 s';
};

/** A word for a status, in its colour. */
export const badge = (word) => el('span', { className: `badge ${`${word}`.replace(/[^a-z]+/g, '-')}` }, word || 'not attempted');

/** @param {number} bytes */
export const size = (bytes) => (bytes < 1e6 ? `${Math.round(bytes / 1000).toLocaleString('en')} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** What a screen reader is told, and nobody sees.
 * @param {string} text */
export const say = (text) => {
  $('said').textContent = text;
};

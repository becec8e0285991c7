// The calls of the course: a table that grows, a filter, and copies to take away.
import { $, el, say, seconds } from './elements.js';

const MOST = 500; // rows; all calls are in the copies

/** @type {any[]} of all visits since the page was opened */
let calls = [];
let visit = 0;

const told = (call) => `${call.name}(${call.args.map((arg) => JSON.stringify(arg)).join(', ')})`;
const short = (text) => (text.length > 160 ? `${text.slice(0, 157)}…` : text);
const isRefused = (call) => call.code > 0 && call.said;

const wanted = (call) => {
  const words = $('filter').value.trim().toLowerCase();
  if ($('refused').checked && !isRefused(call) && !call.warnings.length) return false;
  return !words || `${told(call)} ${call.result} ${call.code}`.toLowerCase().includes(words);
};

const row = (call) => el('tr', { className: isRefused(call) ? 'refused' : call.warnings.length ? 'warned' : '' },
  el('td', null, seconds(call.at)),
  el('td', null, el('code', { title: told(call) }, short(told(call))), call.warnings.map(({ text }) => el('small', null, text))),
  el('td', null, el('code', null, short(JSON.stringify(call.result) ?? '')),
    isRefused(call) && el('small', { className: 'error' }, `${call.code} ${call.said}`)));

const body = () => /** @type {HTMLElement} */ ($('calls').querySelector('tbody'));

const add = (call) => {
  const scroll = /** @type {HTMLElement} */ ($('calls').querySelector('.scroll'));
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
  body().append(call.opened ? el('tr', { className: 'opened' }, el('th', { colSpan: 3, scope: 'rowgroup' }, call.opened)) : row(call));
  while (body().childElementCount > MOST) body().firstElementChild?.remove();
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
};

const paint = () => {
  body().replaceChildren();
  for (const call of calls.filter((one) => one.opened || wanted(one)).slice(-MOST)) add(call);
};

const plain = () => calls.filter((call) => !call.opened && wanted(call)).map((call) => ({ visit: call.visit, ...call }));

const text = () => plain().map((call) => [call.visit, seconds(call.at), told(call), JSON.stringify(call.result), call.code].join('\t')).join('\n');

/** A call was answered. What nobody has set yet is no fault, nor is asking for an error.
 * @param {LmsCall & { visit?: number, said?: string }} call
 * @param {LmsModel} model */
export const heard = (call, model) => {
  const asks = /LastError|ErrorString|Diagnostic/.test(call.name);
  Object.assign(call, { visit, said: asks || call.code === model.faults.unset ? '' : model.errors[call.code] ?? '' });
  calls.push(call);
  if (wanted(call)) add(call);
};

/** A visit begins.
 * @param {string} words */
export const begins = (words) => {
  visit++;
  const line = { opened: `Visit ${visit}: ${words}` };
  calls.push(line);
  add(line);
};

export const forget = () => {
  calls = [];
  visit = 0;
  paint();
};

export const startCalls = () => {
  $('filter').addEventListener('input', paint);
  $('refused').addEventListener('change', paint);
  $('copy').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      say('Copied.');
      $('copy').textContent = 'Copied';
    } catch {
      $('copy').textContent = 'Not allowed';
    }
    setTimeout(() => {
      $('copy').textContent = 'Copy';
    }, 1500);
  });
  $('download').addEventListener('click', () => {
    URL.revokeObjectURL($('download').href);
    $('download').href = URL.createObjectURL(new Blob([JSON.stringify(plain(), null, 2)], { type: 'application/json' }));
  });
};

// Against scorm-again, an LMS half that we did not write: thousands of calls by chance, legal and illegal. Where the two do not agree
// stands in a table, with what the book says to it. What is not in the table is a fault, and so is a row that never happens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scorm12API } from 'scorm-again/scorm12';
import { Scorm2004API } from 'scorm-again/scorm2004';
import { Learner, Scorm12, Scorm2004 } from './lms.mjs';
import { Chance } from './random-calls.mjs';

const RUNS = 1000;
const CALLS = 40;
const QUIET = 5;

const keyword = /\._(children|count)$/;
const isRecord = /^cmi\.(objectives|interactions)\.\d+/;
const inTable = ({ general }) => Boolean(Scorm12.elements[general]);
const type = ({ general }) => Scorm12.elements[general]?.[2];
const sets = (...types) => (call) => call.name === 'SetValue' && types.includes(type(call));
const group = ({ element }) => /^cmi(\.core|\.objectives(\.\d+)?)?$/.test(element);

/** [what differs, when, who is right and by which clause of the Run-Time Environment book, or of scorm12.md beside it] */
const DIFFERENCES = [
  ['calls after Finish', ({ phase }) => phase === 'finished',
    'ours: after LMSFinish only the functions for errors may be called, 301 (RTE p. 16)'],
  ['the name of no element', ({ element, name }) => /Value/.test(name) && !/^cmi(\.\w+)+$/.test(element),
    'ours: a malformed name is an invalid argument, 201; scorm-again keeps the code of the call before or gives 401 (RTE p. 22)'],
  ['a group of elements', group,
    'ours: cmi.core holds no value: 401 or 201; scorm-again gives an object, and lets it be overwritten (RTE p. 22-23)'],
  ['keywords that are not there', ({ name, element }) => name === 'SetValue' && keyword.test(element),
    'ours: _children and _count are keywords wherever they stand: 402 (RTE p. 23)'],
  ['counts below a record that is not there', ({ name, element }) => name === 'GetValue' && keyword.test(element) && isRecord.test(element),
    'ours: there is no such record: 201 (2.4, array rules)'],
  ['unknown elements of a record', (call) => isRecord.test(call.element) && !inTable(call),
    'ours: an unknown element is 401, whatever stands before it (RTE p. 23)'],
  ['children of a score', ({ name, element }) => name === 'GetValue' && /score\._children$/.test(element),
    'both: the book gives no order of the names (RTE p. 38)'],
  ['first values', ({ name, general, theirs }) => name === 'GetValue' && /^(cmi\.core\.total_time|cmi\.student_preference|cmi\.(core|objectives\.n)\.score\.max)/.test(general)
    && /^(100)? 0$/.test(theirs),
    'ours: total_time is a CMITimespan from the start (RTE p. 39); 0 of a preference is no change; a maximum that nobody set is blank (2.4)'],
  ['records of which a first value was refused', ({ refusedBefore, element }) => refusedBefore && isRecord.test(`${element}.`.replace(/_count\.$/, '0.')),
    'ours: what is refused changes nothing; scorm-again has a record then (2.4, array rules)'],
  ['identifiers', sets('CMIIdentifier'), 'ours: letters, digits, - and _; no blank and no point (2.3, CMIIdentifier)'],
  ['time spans', sets('CMITimespan'), 'ours: two to four digits of hours (2.3, CMITimespan; RTE p. 65)'],
  ['exit', sets('Exit'), 'ours: there is no `normal` in 1.2 (2.3, vocabularies)'],
  ['results', sets('Result'), 'ours: the word is `wrong`, not `incorrect`, and a number may be negative (2.3, vocabularies)'],
  ['numbers', sets('Weighting', 'CMIScore'), 'ours: a digit before and after the point (2.3, CMIDecimal), and no bounds of a weighting (2.4)'],
  ['answers', sets('CMIFeedback'), 'ours: 255 characters, in the form that the type asks for (2.6; RTE p. 62)'],
  ['suspend_data', sets('SuspendData'), 'ours: 4,096 characters (2.4; RTE 3.4.4)'],
];

/** What the profile `scorm-again` does not imitate: names that only a fault would use, and records by refused values. */
const NOT_IMITATED = new Set(['the name of no element', 'a group of elements', 'keywords that are not there',
  'counts below a record that is not there', 'unknown elements of a record', 'children of a score', 'first values',
  'records of which a first value was refused', 'calls after Finish']);

const type2004 = ({ general }) => Scorm2004.fourth.elements[general]?.[2];
const sets2004 = (...types) => (call) => call.name === 'SetValue' && types.includes(type2004(call));
const gets = ({ name }) => name === 'GetValue';
const codes = ({ ours, theirs }) => [ours, theirs].map((told) => told.split(' ').at(-1)).join(' ');
const isRefused = ({ ours, theirs }) => [ours, theirs].every((told) => told.startsWith('false'));

/** The same for SCORM 2004; the book is that of the 4th Edition, and ADL its own checker and Sample RTE. */
const DIFFERENCES_2004 = [
  ['codes of calls before', (call) => gets(call) && call.ours.replace(/\d+$/, '') === call.theirs.replace(/\d+$/, '') && call.ours.endsWith(' 0') && call.ours !== ' 0',
    'ours: each call sets the error code anew (RTE 3.1.7); scorm-again keeps one when it gives a first value'],
  ['first values', (call) => gets(call) && (call.ours === ' 403' || /^cmi\.(total_time|comments_from_lms\._count)$/.test(call.general)),
    'ours: what nobody gave has no value, 403 (2.3); both: PT0S is PT0H0M0S'],
  ['the order of children', (call) => gets(call) && /_children$/.test(call.element) && codes(call) === '0 0',
    'both: the book gives no order of the names (RTE 4.1)'],
  ['records that are not there', (call) => gets(call) && /\.\d+\./.test(call.element) && call.ours.endsWith('301'),
    'ours: an index beyond the count is a general get failure, 301 (RTE 4.1.1.3); scorm-again gives 403, or has a record of what it refused'],
  ['records of what was refused', ({ refusedBefore, element }) => refusedBefore && /^cmi\.(objectives|interactions|comments_from_l\w+)\._count/.test(element),
    'ours: what is refused changes nothing (RTE 3.1.4.4)'],
  ['unknown elements of a record', (call) => /\.\d+\.nonsense$/.test(call.element), 'ours: an unknown element is 401, whatever stands before it (RTE 3.1.7.6)'],
  ['the request', (call) => gets(call) && call.element === 'adl.nav.request', 'ours: it can be read (2.3, adl.*)'],
  ['keywords', ({ name, element }) => name === 'SetValue' && keyword.test(element), 'ours: a keyword is read only, 404; where there is none, the element is unknown, 401 (RTE 3.1.7.6)'],
  ['comments of the LMS', ({ name, general }) => name === 'SetValue' && general.startsWith('cmi.comments_from_lms.'), 'ours: they are read only, 404, whatever their index (RTE 4.2.3)'],
  ['which of two faults is told', (call) => call.name === 'SetValue' && isRefused(call) && /\.\d+\./.test(call.element),
    'ours: a gap before what must be there before it, and that before a value (RTE 4.1.1); the book gives no order'],
  ['what must be set first', (call) => call.name === 'SetValue' && call.ours === 'false 408', 'ours: an objective and an interaction begin with their id, 408 (RTE 4.2.9, 4.2.17)'],
  ['gaps', (call) => call.name === 'SetValue' && call.ours === 'false 351' && call.theirs.startsWith('true'),
    'ours: what scorm-again refused is a record there; for us the next number is still free, and an id stands once (RTE 4.1.1)'],
  ['identifiers', sets2004('Identifier'), 'ours: an identifier is a URI, without blanks, and a URN has a namespace (2.2, long_identifier)'],
  ['long texts', (call) => sets2004('Localized250', 'Localized4000')(call) && call.ours === 'false 406',
    'ours: 250 characters, or 4,000, without the language before them, which is to be one (2.2, localized string)'],
  ['empty texts', (call) => sets2004('Text250', 'Location', 'Language')(call) && call.value === '', 'ours: a text may be empty (2.2, characterstring)'],
  ['times', sets2004('Time', 'Span'), 'ours: two decimals at most, and something behind P and T (2.2)'],
  ['numbers', (call) => sets2004('Real', 'Scaled', 'Measure', 'Level')(call) && /^(0\.12345678|0)$/.test(call.value),
    'ours: seven decimals at most, and a speed may be 0 (2.2, real)'],
  ['captions', sets2004('Captioning'), 'ours: what is no word of a vocabulary is of the wrong type, 406 (2.2, state)'],
  ['answers', sets2004('Response', 'Pattern'), 'ours: the form that the type asks for, with its delimiters; sets may be empty, texts hold anything (2.4)'],
];

/** What stands for a standard: the half that we did not write, with what it knows of a learner at first. */
const STANDARDS = {
  scorm12: {
    prefix: 'LMS',
    theirs() {
      const api = new Scorm12API({ autocommit: false, logLevel: QUIET, mastery_override: false });
      api.loadFromJSON({ core: { student_id: 'anna', student_name: 'Visser, Anna', credit: 'credit', entry: 'ab-initio' } }, 'cmi');
      return api;
    },
  },
  scorm2004: {
    prefix: '',
    theirs() {
      const api = new Scorm2004API({ autocommit: false, logLevel: QUIET });
      api.loadFromFlattenedJSON({ 'cmi.learner_id': 'anna', 'cmi.learner_name': 'Visser, Anna', 'cmi.credit': 'credit', 'cmi.mode': 'normal', 'cmi.entry': 'ab-initio' });
      return api;
    },
  },
};

const general = (element) => {
  let depth = 0;
  return element.replace(/\.\d+(?=\.)/g, () => (depth++ ? '.m' : '.n'));
};

const asked = (api, prefix, name, args) => {
  const answer = api[`${prefix}${name}`](...args);
  return `${answer} ${api[`${prefix}GetLastError`]()}`;
};

/** The differences of one run. It ends where the two would hold other values from then on. */
function* differences(seed, profile, more, standard) {
  const { prefix, theirs } = STANDARDS[standard];
  const ours = new Learner(profile, more, {}, standard).visit();
  const chance = new Chance(seed, standard);
  const apis = [ours.api, theirs()];
  if (chance.next() < 0.95) apis.forEach((api) => api[`${prefix}Initialize`](''));
  let refusedBefore = false;
  for (let n = 0; n < CALLS; n++) {
    const [name, args] = chance.call();
    const { phase } = ours.lms;
    const [a, b] = apis.map((api) => asked(api, prefix, name, args));
    const call = { name, element: args[0], general: general(args[0]), value: args[1], phase, ours: a, theirs: b, refusedBefore };
    if (a !== b) yield call;
    if (a !== b && !/^(GetValue|Commit)$/.test(name)) return;
    if (name === 'SetValue' && /\.\d+\./.test(args[0]) && b.startsWith('false')) refusedBefore = true;
  }
}

const told = ({ name, element, value, phase, ours, theirs }) =>
  `${name} ${element}${value === undefined ? '' : ` = ${JSON.stringify(value.slice(0, 30))}`} (${phase}): ours ${ours}, theirs ${theirs}`;

/** How often each row of the table is met; what no row explains is thrown. */
const compared = (profile, more, rows, standard = 'scorm12') => {
  const met = new Map(rows.map(([what]) => [what, 0]));
  for (let seed = 1; seed <= RUNS; seed++) {
    for (const call of differences(seed, profile, more, standard)) {
      const row = rows.find(([, when]) => when(call));
      assert.ok(row, `run ${seed}: ${told(call)}`);
      met.set(row[0], met.get(row[0]) + 1);
    }
  }
  return met;
};

/** scorm-again says on the console what it makes right. */
const quietly = (work) => {
  const { console } = globalThis;
  const { warn } = console;
  Object.assign(console, { warn() {} });
  try {
    return work();
  } finally {
    Object.assign(console, { warn });
  }
};

// that a record begins with its id is asked for by the profile `strict`, and by no clause: what follows in values is looked at without
test('the strict profile differs from scorm-again only where the book is on its side', () => {
  const met = quietly(() => compared('strict', { elements: { id_first: false } }, DIFFERENCES));
  assert.deepEqual([...met].filter(([, count]) => !count), []);
});

test('the profile `scorm-again` takes and refuses what scorm-again does', () => {
  quietly(() => compared('scorm-again', { answers: { arguments: 'text' } }, DIFFERENCES.filter(([what]) => NOT_IMITATED.has(what))));
});

test('the strict profile of SCORM 2004 differs from scorm-again only where the book is on its side', () => {
  const met = quietly(() => compared('strict', {}, DIFFERENCES_2004, 'scorm2004'));
  assert.deepEqual([...met].filter(([, count]) => !count), []);
});

test('the profile `scorm-again` takes and refuses by SCORM 2004 what scorm-again does, but for answers and two kinds of values', () => {
  const differs = new Set(['identifiers', 'long texts', 'empty texts']);
  quietly(() => compared('scorm-again', { answers: { arguments: 'text', ends: true } }, DIFFERENCES_2004.filter(([what]) => !differs.has(what)), 'scorm2004'));
});

test('every difference is explained by the book or by its summary', () => {
  for (const [what, , why] of [...DIFFERENCES, ...DIFFERENCES_2004]) assert.match(why, /^(ours|both): .*\((RTE|2\.\d)/, what);
});

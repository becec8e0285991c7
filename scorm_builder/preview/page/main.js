// The page of a preview: a player of the simulated LMS, what it has, and the versions of the course as they are saved.
import { $, el, say, size } from './elements.js';
import { begins, forget, heard, startCalls } from './calls.js';
import { painted, showEdits } from './edits.js';
import { count, findingsView } from './findings.js';
import { itemsView } from './items.js';
import { recordView, stateView } from './record.js';
import { attemptAt } from './roles.js';
import { Screen } from './screen.js';
import { startTabs } from './tabs.js';
import { clear, count as warned, warn, warningsView } from './warnings.js';

const MEMORY = 'scorm-builder-preview';

const about = await (await fetch('about.json')).json();
const chosen = { screen: 'desktop', dark: matchMedia('(prefers-color-scheme: dark)').matches, rtl: false, profile: about.profile, learner: about.learners[0].id,
  ...JSON.parse(sessionStorage.getItem(MEMORY) ?? '{}') };
const screen = new Screen($('screen'));
/** @type {LmsPlayer | null} */
let lms = null;
/** @type {any} what the server told last */
let told = {};
let launched = ''; // the text of the launch page that is shown
let reloading = false;
let queue = Promise.resolve();

const remember = () => sessionStorage.setItem(MEMORY, JSON.stringify(chosen));
const query = () => `?${new URLSearchParams({ learner: chosen.learner, profile: chosen.profile })}`;
const profile = () => about.profiles.find(({ name }) => name === chosen.profile);

/** One thing after the other: a save may come while a course is being closed. */
const then = (action) => {
  queue = queue.then(action).catch((problem) => {
    $('notice').hidden = false;
    $('notice').replaceChildren(el('p', null, `The preview did not answer as it should (${problem.message}). `), el('button', { onclick: () => location.reload() }, 'Load this page again'));
  });
  return queue;
};

// What is open

/** What our runtime knows of the course in the item that is open; null for a package of others. */
const course = () => {
  const all = told.courses ?? {};
  return all[lms?.item.href ?? ''] ?? Object.values(all)[0] ?? null;
};

const open = async (words) => {
  begins(`${profile().title}, ${words}`);
  $('away').hidden = true;
  const source = `lms/launch.json${query()}`;
  const address = `lms/record${query()}`;
  if (lms) {
    Object.assign(lms, { source, address });
    await lms.relaunch();
  } else {
    const launch = await (await fetch(source)).json();
    lms = new LmsPlayer({ place: /** @type {any} */ (screen), launch, address, source });
    await lms.open();
  }
  lms.offline = $('offline').checked;
};

/** The text of the launch page, of a course of ours. */
const launchPage = async () => (lms && course() ? (await fetch(lms.launch.base + lms.item.href)).text() : '');

let read = { text: '', page: document };
/** The launch page as it was packed, read once. */
const page = () => {
  if (read.text !== launched) read = { text: launched, page: new DOMParser().parseFromString(launched, 'text/html') };
  return read.page;
};

/** The version that was saved takes the place of the one that is shown, and the learner stays there. */
const replace = async () => {
  if (!lms?.window) return;
  const before = launched;
  launched = await launchPage();
  if (showEdits(screen.frame?.contentDocument, before, launched)) await painted();
  reloading = true;
  screen.keep();
  lms.kill();
  await open('the version that was just saved');
  reloading = false;
};

const away = (words) => {
  $('away').hidden = false;
  $('away').firstElementChild.textContent = words;
  say(words);
  $('away').querySelector('button').focus();
};

const close = async () => {
  if (!lms?.window) return;
  await lms.close();
  away('The course is closed, as a person closes it.');
};

/** An item of the menu. */
const choose = (id) => then(async () => {
  begins(`${profile().title}, another item`);
  $('away').hidden = true;
  await lms?.open(id);
  launched = await launchPage();
  $('roles').replaceChildren(...roles());
  say(`${lms?.item.title} is open.`);
});

const kill = () => {
  if (!lms?.window) return;
  lms.kill();
  away('The course is gone, and no script in it heard of that.');
};

// Who learns

/** Removes what a course keeps on this device: of this learner, or all, where only the course knows whose it is. */
const forgetDevice = () => {
  const own = Object.values(told.courses ?? {}).map(({ id }) => `scorm-builder:${id}:`);
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) {
      const mine = own.some((one) => key === one || key.startsWith(one + chosen.learner));
      if ((mine || !own.length) && key !== MEMORY) store.removeItem(key);
    }
  }
};

const put = (record) => fetch(`lms/record?${new URLSearchParams({ learner: chosen.learner })}`, { method: 'PUT', body: JSON.stringify(record) });

/** The learner is another one from now on: nothing is left of what they did before.
 * @param {LmsAttempt[]} attempts */
const become = async (attempts, words) => {
  lms?.kill();
  forgetDevice();
  forget();
  clear();
  await put({ format: 1, items: lms && attempts.length ? { [lms.item.state]: attempts } : {} });
  await open(words);
  say(`The course is open: ${words}.`);
};

const roles = () => {
  const done = course()?.score?.pass ? 'Passed' : 'All done';
  return [
    ['New', 'Nothing is kept of this learner, here or on the platform', () => become([], 'a new learner')],
    course() && ['At 40 %', 'Has done two of five steps, at another time', () => become([attemptAt(/** @type {LmsPlayer} */ (lms), course(), page(), 40)], 'a learner at 40 %')],
    course() && [done, 'Has done everything, at another time', () => become([attemptAt(/** @type {LmsPlayer} */ (lms), course(), page(), 100)], done === 'Passed' ? 'a learner who passed' : 'a learner who is done')],
    ['Come back tomorrow', 'Closes the course, and opens it with what the platform kept', async () => {
      await lms?.close();
      await open('the next day');
    }],
    ['On another device', 'Closes the course, and opens it where nothing is kept but on the platform', async () => {
      await lms?.close();
      forgetDevice();
      await open('the next day, on another device');
    }],
  ].filter(Boolean).map(([name, title, action]) => el('button', { title, onclick: () => then(action) }, name));
};

/** A platform may keep one state for all items of a package, or one for each: the learner takes theirs along. */
const move = async (choice, value) => {
  const before = lms?.item?.state;
  if (lms?.window) await lms.close();
  chosen[choice] = value;
  remember();
  if (choice === 'profile' && before) await carry(before);
  paintAbout();
  clear();
  await open(choice === 'profile' ? 'another platform' : 'another learner');
};

const carry = async (before) => {
  const launch = await (await fetch(`lms/launch.json${query()}`)).json();
  const { state } = launch.items[0];
  const { items } = launch.record;
  if (items[before] && !items[state]) await put({ ...launch.record, items: { ...items, [state]: items[before] } });
};

// What is shown beside the course

let due = false;
const paint = () => {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    if (!lms) return;
    const on = Boolean(lms.window);
    for (const id of ['close', 'kill']) $(id).disabled = !on;
    $('launch').hidden = on;
    if (!$('record').hidden) $('record').replaceChildren(...itemsView(lms, choose), ...recordView(lms, course()));
    if (!$('state').hidden) $('state').replaceChildren(...stateView(lms, course(), page()));
    if (!$('warnings').hidden) $('warnings').replaceChildren(...warningsView(about.profiles));
    $('tab-warnings').textContent = warned() ? `Warnings (${warned()})` : 'Warnings';
  });
};

const paintAbout = () => {
  const { title, about: text, sources } = profile();
  const [summary, box] = $('about').children;
  summary.textContent = `About ${title}`;
  box.replaceChildren(el('p', null, text), el('ul', null, sources.map((source) => el('li', null, source))));
};

// Versions

const showFaults = () => {
  const buttons = told.goodAt ? [el('button', { className: 'main', onclick: hideFaults }, told.good ? 'Back to the course' : `Show the version of ${told.goodAt}`)] : [];
  $('faults').replaceChildren(...findingsView(told.findings, buttons));
  $('faults').hidden = false;
  $('notice').hidden = true;
  /** @type {any} */ (document.querySelector('.room')).inert = true;
};

const hideFaults = () => {
  $('faults').hidden = true;
  /** @type {any} */ (document.querySelector('.room')).inert = false;
  $('notice').hidden = told.good;
  $('notice').replaceChildren(
    el('p', null, `This is the version of ${told.goodAt}. What is saved now has ${count(told.findings)}.`),
    el('button', { onclick: showFaults }, 'Show them'));
};

const paintBuild = () => {
  $('language').value = told.language ?? '';
  const { good, at, ms, findings, files, bytes } = told;
  const words = good ? `${at} · made in ${ms.toLocaleString('en')} ms · ${files} files, ${size(bytes)}` : `${at} · ${count(findings)}`;
  $('build').className = good ? 'good' : 'bad';
  $('build').replaceChildren(el('span', null, words),
    ...good && findings.length ? [el('button', { onclick: showFaults }, count(findings))] : []);
  $('title').textContent = told.title ?? 'The course';
  document.title = `${good ? '' : '✕ '}${told.title ?? 'Preview'} – preview`;
};

const arrived = async () => {
  paintBuild();
  $('roles').replaceChildren(...roles());
  if (!told.good) {
    showFaults();
    return;
  }
  hideFaults();
  if (lms) {
    await replace();
  } else {
    await open('the course is launched');
    launched = await launchPage();
  }
  if (!lms?.window) shown();
};

/** What was saved is on the screen. */
const shown = () => {
  document.documentElement.dataset.build = told.number;
  paint();
};
screen.shown = shown;

const listen = () => {
  const events = new EventSource('events');
  events.onmessage = ({ data }) => {
    told = JSON.parse(data);
    then(arrived);
  };
  events.onerror = () => {
    $('build').className = 'bad';
    $('build').replaceChildren('The preview has ended. Start it again.');
  };
};

// Controls

const start = () => {
  $('profile').append(...about.profiles.map(({ name, title }) => el('option', { value: name, selected: name === chosen.profile }, title)));
  $('learner').append(...about.learners.map(({ id, name }) => el('option', { value: id, selected: id === chosen.learner }, name)));
  $('language').append(...about.languages.map(({ lang, name }) => el('option', { value: lang, lang }, name)));
  $('language').parentNode.hidden = !about.languages.length;
  $('language').addEventListener('change', ({ target }) => fetch('language', { method: 'PUT', body: target.value }));
  for (const choice of ['profile', 'learner']) $(choice).addEventListener('change', ({ target }) => then(() => move(choice, target.value)));
  $('screens').addEventListener('change', ({ target }) => {
    chosen.screen = target.value;
    screen.resize(target.value);
    remember();
  });
  $('screens').querySelector(`[value=${chosen.screen}]`).checked = true;
  screen.resize(chosen.screen);
  for (const look of ['dark', 'rtl']) {
    screen[look] = $(look).checked = chosen[look];
    $(look).addEventListener('change', ({ target }) => {
      screen[look] = chosen[look] = target.checked;
      screen.paint();
      remember();
    });
  }
  $('close').addEventListener('click', () => then(close));
  $('kill').addEventListener('click', () => then(kill));
  for (const button of [$('launch'), $('away').querySelector('button')]) button.addEventListener('click', () => then(() => open('opened again')));
  $('offline').addEventListener('change', ({ target }) => {
    if (!lms) return;
    lms.offline = target.checked;
    lms.window?.dispatchEvent(new Event(target.checked ? 'offline' : 'online'));
  });
  addEventListener('lms:call', (event) => {
    const call = /** @type {CustomEvent} */ (event).detail;
    heard(call, /** @type {LmsPlayer} */ (lms).model);
    if (warn(call)) say('There is a warning.');
    paint();
  });
  addEventListener('lms:stored', paint);
  addEventListener('lms:asked', () => {
    if (!lms?.window) away('The course is closed, as it asked.');
  });
  addEventListener('lms:opened', paint);
  addEventListener('lms:closed', () => {
    if (!reloading) paint();
  });
  startTabs(paint);
  startCalls();
  paintAbout();
  listen();
};

start();

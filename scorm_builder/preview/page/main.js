// The page of a preview: a course in the simulated LMS or as a website, what is kept of the learner, and the versions as they are saved.
import { $, el, say, size } from './elements.js';
import { painted, showEdits } from './edits.js';
import { count, findingsView } from './findings.js';
import { Platform } from './platform.js';
import { stateView } from './record.js';
import { doneAt } from './roles.js';
import { Screen } from './screen.js';
import { startTabs } from './tabs.js';
import { Website } from './website.js';

const MEMORY = 'scorm-builder-preview';

const about = await (await fetch('about.json')).json();
const chosen = { screen: 'desktop', dark: matchMedia('(prefers-color-scheme: dark)').matches, rtl: false, ...JSON.parse(sessionStorage.getItem(MEMORY) ?? '{}') };
const screen = new Screen($('screen'));
/** Where the course is, and what a learner did in it is kept. */
const host = about.platform ? new Platform(about.platform, chosen, screen) : new Website(screen);
/** @type {any} what the server told last */
let told = {};
let launched = ''; // the text of the launch page that is shown
let opened = false;
let reloading = false;
let queue = Promise.resolve();

const remember = () => sessionStorage.setItem(MEMORY, JSON.stringify(chosen));

/** One thing after the other: a save may come while a course is being closed. */
const then = (action) => {
  queue = queue.then(action).catch((problem) => {
    $('notice').hidden = false;
    $('notice').replaceChildren(el('p', null, `The preview did not answer as it should (${problem.message}). `), el('button', { onclick: () => location.reload() }, 'Load this page again'));
  });
  return queue;
};

// What is open

const courses = () => Object.values(told.courses ?? {});

/** What our runtime knows of the course in the document that is open; null for a package of others. */
const course = () => told.courses?.[host.href] ?? courses()[0] ?? null;

const open = async (words) => {
  $('away').hidden = true;
  await host.open(words, told.pages);
};

/** What the pages of a course of ours show, as it was packed. */
const pages = async () => (course() ? host.text() : '');

let read = { text: '', page: document };
/** The same, read once. */
const page = () => {
  if (read.text !== launched) read = { text: launched, page: new DOMParser().parseFromString(launched, 'text/html') };
  return read.page;
};

/** The version that was saved takes the place of the one that is shown, and the learner stays there. */
const replace = async () => {
  const before = launched;
  launched = await pages();
  if (!host.window) return;
  if (showEdits(screen.frame?.contentDocument, before, launched)) await painted();
  reloading = true;
  screen.keep();
  host.kill();
  await open('the version that was just saved');
  reloading = false;
  paint();
};

const away = (words) => {
  $('away').hidden = false;
  $('away').firstElementChild.textContent = words;
  say(words);
  $('away').querySelector('button').focus();
};

const close = async () => {
  if (!host.window) return;
  await host.close();
  away('The course is closed, as a person closes it.');
};

const kill = () => {
  if (!host.window) return;
  host.kill();
  away('The course is gone, and no script in it heard of that.');
};

// Who learns

/** The learner is another one from now on: nothing is left of what they did before.
 * @param {number} percent of the steps that count, which they have done */
const become = async (percent, words) => {
  const did = percent ? doneAt(course(), page(), percent) : null;
  host.kill();
  host.forget(courses());
  await host.be(did, course());
  await open(words);
  say(`The course is open: ${words}.`);
};

const roles = () => {
  const done = course()?.score?.pass ? 'Passed' : 'All done';
  return [
    ['New', 'Nothing is kept of this learner', () => become(0, 'a new learner')],
    course() && ['At 40 %', 'Has done two of five steps, at another time', () => become(40, 'a learner at 40 %')],
    course() && [done, 'Has done everything, at another time', () => become(100, done === 'Passed' ? 'a learner who passed' : 'a learner who is done')],
    ['Come back tomorrow', 'Closes the course, and opens it with what was kept', async () => {
      await host.close();
      await open('the next day');
    }],
    host.travels && ['On another device', 'Closes the course, and opens it where nothing is kept but on the platform', async () => {
      await host.close();
      host.forget(courses());
      await open('the next day, on another device');
    }],
  ].filter(Boolean).map(([name, title, action]) => el('button', { title, onclick: () => then(action) }, name));
};

/** Another platform or another learner.
 * @param {Platform} platform
 * @param {'profile' | 'learner'} choice */
const move = async (platform, choice, value) => {
  await platform.move(choice, value);
  remember();
  await open(choice === 'profile' ? 'another platform' : 'another learner');
};

/** An item of the menu.
 * @param {Platform} platform */
const choose = (platform, id) => then(async () => {
  $('away').hidden = true;
  await platform.choose(id);
  launched = await pages();
  $('roles').replaceChildren(...roles());
});

// What is shown beside the course

let due = false;
const paint = () => {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    if (reloading) return;
    host.paint(course(), (id) => choose(/** @type {Platform} */ (host), id));
    if (!$('state').hidden) $('state').replaceChildren(...stateView(host.kept(course()), course(), page()));
  });
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
  if (opened) {
    await replace();
  } else {
    opened = true;
    await open('the course is launched');
    launched = await pages();
  }
  if (!host.window) shown();
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
  $('language').append(...about.languages.map(({ lang, name }) => el('option', { value: lang, lang }, name)));
  $('language').parentNode.hidden = !about.languages.length;
  $('language').addEventListener('change', ({ target }) => fetch('language', { method: 'PUT', body: target.value }));
  for (const choice of /** @type {const} */ (['profile', 'learner'])) $(choice).addEventListener('change', ({ target }) => then(() => move(/** @type {Platform} */ (host), choice, target.value)));
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
  addEventListener('lms:asked', () => {
    if (!host.window) away('The course is closed, as it asked.');
  });
  host.start(paint);
  startTabs(paint);
  listen();
};

start();

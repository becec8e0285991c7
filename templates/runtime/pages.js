'use strict';

// Shows one page of the document at a time, and how far the learner is.
(() => {
  const DWELL = 1000; // ms on a page before its end may count as reached

  /** @type {OfElement} */
  const $ = (id) => document.getElementById(id);
  /** @type {Find} */
  const find = (root, selector) => root.querySelector(selector);

  /** @type {CourseData} */
  const course = JSON.parse($('course').textContent);
  const linear = course.order === 'linear';
  const root = document.documentElement;
  const plural = new Intl.PluralRules(root.lang);
  /** @type {Translate} */
  const t = (key, values = {}) => {
    /** @type {any} */
    const text = course.messages[`run.${key}`];
    return (text[plural.select(values.count)] ?? text.other ?? text)
      .replace(/\{(\w+)\}/g, (/** @type {any} */ _, /** @type {string} */ name) => values[name]);
  };

  /** @type {Page[]} */
  const steps = [];
  const pages = new Map();
  /** @type {Page[][]} */
  const units = []; // what the progress counts
  /** @type {[any, Page[]][]} */
  const rows = []; // of the theme page, with their steps
  for (const topic of course.topics) {
    const item = $(`/${topic.id}`);
    const list = topic.steps.map((data) => {
      const page = $(`/${data.id}`);
      const step = { ...data, page, place: steps.length, counts: topic.required && data.required };
      pages.set(page, step);
      steps.push(step);
      return step;
    });
    const counted = list.filter((step) => step.counts);
    if (course.count === 'steps') units.push(...counted.map((step) => [step]));
    else if (counted[0]) units.push(counted);
    rows.push([item, counted[0] ? counted : list]);
    [...item.querySelectorAll('li')].forEach((row, i) => rows.push([row, [list[i]]]));
  }

  const theme = $('/');
  let now = Progress.snapshot();
  let here = theme;
  let warned = false; // what is missing on this page was just said
  let timer = 0;
  /** @type {Page | undefined} */
  let first; // of the steps that count and are not done

  /** @type {OfPage} */
  const isDone = (step) => now.done.has(step.id);
  const isOpen = () => now.complete || now.where === 'review';
  /** @type {OfPage} */
  const isLocked = (step) => linear && first && first.place < step.place && !isOpen() && !isDone(step);
  const tally = () => {
    const done = units.filter((list) => list.every(isDone)).length;
    return { done, total: units.length, count: units.length };
  };
  /** @type {Tell} */
  const say = (text, region = 'polite') => {
    $(region).textContent = text;
  };

  /** @type {Mark} */
  const mark = (state, name, text) => {
    const words = find(state, 'span');
    if (words.textContent === text) return;
    words.textContent = text;
    state.hidden = false;
    state.dataset.state = name;
    find(state, 'use').setAttribute('href', `#i-${name}`);
  };

  const paintRows = () => {
    for (const [row, list] of rows) {
      const done = list.filter(isDone).length;
      const total = list.length;
      const next = list.find((step) => !isDone(step)) ?? list[0];
      find(row, 'a').href = `#/${next.id}`;
      const begun = done || list.some((step) => now.opened.has(step.id));
      const name = done === total ? 'done' : isLocked(next) ? 'locked' : begun ? 'busy' : 'new';
      const key = name === 'busy' && total > 1 ? 'part' : name;
      mark(find(row, '.state'), name, t(`state.${key}`, { done, total, title: first?.title }));
    }
  };

  const paintProgress = () => {
    const sum = tally();
    $('finished').hidden = !now.complete;
    if (sum.total) {
      $('tally').textContent = t('progress', sum);
      $('percent').textContent = t('percent', { n: sum.done && Math.max(1, Math.floor((100 * sum.done) / sum.total)) });
      $('bar').value = sum.done;
    }

    const last = pages.get($(now.resume))?.place ?? 0;
    const next = steps.find((step) => step.place >= last && step.counts && !isDone(step) && !isLocked(step)) ?? first;
    const begun = now.resume || now.done.size;
    $('resume').href = `#/${(begun && next || steps[0]).id}`;
    $('resume').textContent = t(!begun ? 'start' : next ? 'resume' : 'again', next);
  };

  const paintHeader = () => {
    const { where, fault, saved } = now;
    const time = saved?.toLocaleTimeString(root.lang, { timeStyle: 'short' });
    if (where === 'review') mark($('save'), 'new', t('saved.review'));
    else if (fault) mark($('save'), 'busy', t('saved.not'));
    else if (time) mark($('save'), 'done', t(where === 'lms' ? 'saved' : 'saved.device', { time }));

    const well = where !== 'lms' || !fault;
    const banner = $('fault');
    if (well !== banner.hidden) {
      say(t(well ? 'fault.over' : 'fault'), well ? 'polite' : 'urgent');
      banner.hidden = well;
      const focus = document.activeElement ?? here;
      if (focus.getBoundingClientRect().bottom > 0) focus.scrollIntoView({ block: 'nearest' }); // not behind it
    }
    const notice = here === theme && (well && fault ? 'forgetful' : where);
    for (const id of ['lost', 'device', 'review', 'forgetful']) $(id).hidden = id !== notice;
    for (const id of /** @type {const} */ (['offer', 'restored'])) {
      $(id).hidden = !now[id];
      find($(id), 'p').textContent = t(id, { count: now[id] });
    }
  };

  const paintStep = () => {
    const step = pages.get(here);
    if (!step) return;
    const locked = isLocked(step);
    here.classList.toggle('locked', locked);
    here.classList.toggle('done', isDone(step));
    if (!locked) return;
    const lock = $('lock');
    find(here, 'h1').after(lock);
    find(lock, 'a').href = `#/${first?.id}`;
    find(lock, 'a').textContent = t('state.locked', first);
  };

  const paint = () => {
    now = Progress.snapshot();
    first = steps.find((step) => step.counts && !isDone(step));
    paintRows();
    paintProgress();
    paintHeader();
    paintStep();
  };

  const finish = () => {
    const step = pages.get(here);
    if (!step || isDone(step) || isLocked(step)) return;
    Progress.complete(step.id);
    paint();
    say(step.counts && now.complete ? t('complete') : `${t('step-done')}. ${t('progress', tally())}.`);
  };

  /** @type {OfElement} */
  const isSeen = (box) => Video.percent(box) >= box.dataset.required;
  const unseen = () => [...here.querySelectorAll('.video')].find((box) => !isSeen(box));
  /** @type {OfElement} */
  const watched = (box) => {
    const values = { n: Video.percent(box), required: box.dataset.required };
    find(box, '.watched').textContent = t(isSeen(box) ? 'watched.done' : 'watched', values);
    if (pages.get(here)?.done === 'blocks' && !unseen()) finish();
  };

  const end = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting && here.contains(entry.target))) finish();
  });

  /** @type {OfElement} */
  const show = (page) => {
    const step = pages.get(page);
    here.classList.remove('here');
    here = page;
    here.classList.add('here');
    document.title = here.dataset.title;
    warned = false;
    $('hint').hidden = true;
    clearTimeout(timer);
    end.disconnect();
    if (step && !isLocked(step)) Progress.move(here.id);
    if (step?.done === 'viewed') timer = setTimeout(() => end.observe(find(page, '.pager')), DWELL);
    paint();
  };

  const route = () => {
    if (now.closed) return;
    const target = $(decodeURIComponent(location.hash.slice(1))) ?? theme;
    const page = target.closest('.page') ?? here;
    if (page !== here) show(page);
    const place = target === page ? find(page, 'h1') : target;
    if (place.tabIndex < 0) place.tabIndex = -1; // a link keeps its own
    place.focus({ preventScroll: true });
    if (place === target) place.scrollIntoView();
    else scrollTo(0, 0);
  };

  /** Next was pressed: what is missing is said, and shown. @type {OfElement} */
  const leave = (event) => {
    const { done } = pages.get(here);
    const box = done === 'blocks' && unseen();
    if (done !== 'confirm' && !box) return finish();
    const control = find(box || here, box ? 'video' : '.confirm');
    if (!control?.checkVisibility() || isOpen() || (warned && !linear)) return;
    event.preventDefault();
    warned = true;
    const hint = $('hint');
    hint.textContent = `${t(box ? 'need.video' : 'need.confirm')} ${linear ? '' : t('anyway')}`;
    hint.hidden = false;
    control.before(hint);
    control.focus({ preventScroll: true });
    hint.scrollIntoView();
    say(hint.textContent);
  };

  /** @type {Record<string, OfElement>} */
  const actions = {
    '.next': leave,
    '.confirm': () => {
      finish();
      find(here, '.next').focus();
    },
    '#retry': Progress.retry,
    '#offer button': ({ target }) => {
      if (target.id === 'accept') Progress.accept();
      else Progress.decline();
      find(here, 'h1').focus();
    },
    '#exit': async () => {
      await Progress.exit();
      root.classList.add('over');
      show($('closed'));
      $('unsaved').hidden = $('fault').hidden;
      find(here, 'h1').focus();
      if (opener) close();
    },
  };

  const start = async () => {
    await Progress.open(course);
    paint();
    root.classList.add('ready');
    show(theme);
    if (location.hash) route();
    if (typeof Video === 'object') Video.start(watched);
    Progress.on(paint);
    addEventListener('hashchange', route);
    addEventListener('click', (/** @type {any} */ event) => {
      for (const name in actions) if (event.target.closest(name)) actions[name](event);
    });
    addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((box) => { box.open = true; }));
  };
  start();
})();

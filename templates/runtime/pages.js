'use strict';

// Shows one page of the document at a time and tells the learner how far they are.
(() => {
  /**
   * @typedef {{tag: number, required: boolean}} Block
   * @typedef {{id: string, title: string, done: string, required: boolean, blocks: Block[]}} Step
   * @typedef {{id: string, title: string, required: boolean, steps: Step[]}} Topic
   * @typedef {Step & {page: HTMLElement, counts: boolean}} Page
   */
  const DWELL = 1000; // ms on a page before its end may count as reached

  const $ = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const find = (/** @type {Element} */ root, /** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (root.querySelector(selector));

  const course = JSON.parse($('course').textContent ?? '');
  const { lang } = document.documentElement;
  const plural = new Intl.PluralRules(lang);
  const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit' });
  const t = (/** @type {string} */ key, /** @type {Record<string, any>} */ values = {}) => {
    const found = course.messages[`run.${key}`];
    const text = found.other ? found[plural.select(values.count)] ?? found.other : found;
    return text.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => values[name]);
  };

  const theme = $('/');
  const topics = /** @type {Topic[]} */ (course.topics).map((topic) => {
    const pages = topic.steps.map((step) => (
      { ...step, page: $(`/${step.id}`), counts: topic.required && step.required }));
    return { pages, counted: pages.filter((step) => step.counts), item: $(`/${topic.id}`) };
  });
  const steps = topics.flatMap((topic) => topic.pages);
  const counted = steps.filter((step) => step.counts);
  const place = new Map(steps.map((step, index) => [step.page, index]));
  const units = course.count === 'topics'
    ? topics.map((topic) => topic.counted).filter((list) => list.length)
    : counted.map((step) => [step]);

  let now = Progress.snapshot();
  let ready = false;
  let here = theme;
  let warned = ''; // the step whose missing part was just named
  let timer = 0;
  /** @type {Page | undefined} */
  let first; // of the counted steps that are not done

  const step = () => steps[place.get(here) ?? -1];
  const isDone = (/** @type {Step} */ { id }) => now.done.has(id);
  const isOpen = () => !ready || now.complete || now.where === 'review';
  const isLocked = (/** @type {Page} */ { id, page }) => course.order === 'linear' && !isOpen() && first
    && !now.done.has(id) && Number(place.get(first.page)) < Number(place.get(page));
  const say = (/** @type {string} */ text, region = 'polite') => { $(region).textContent = text; };
  const link = (/** @type {Element} */ a, /** @type {Page} */ { id }) => a.setAttribute('href', `#/${id}`);
  const progress = () => {
    const done = units.filter((list) => list.every(isDone)).length;
    const percent = done && Math.max(1, Math.floor((100 * done) / units.length));
    return { done, percent, text: t('progress', { done, total: units.length, count: units.length }) };
  };

  const mark = (/** @type {HTMLElement} */ box, /** @type {string} */ name, /** @type {string} */ text) => {
    if (box.dataset.state === name && find(box, 'span').textContent === text) return;
    box.hidden = !text;
    box.dataset.state = name;
    find(box, 'use').setAttribute('href', `#i-${name}`);
    find(box, 'span').textContent = text;
  };

  const paintRow = (/** @type {Element} */ row, /** @type {Page[]} */ list, /** @type {any} */ locked) => {
    const done = list.filter(isDone).length;
    const state = find(row, '.state');
    if (done === list.length) mark(state, 'done', t('state.done'));
    else if (locked) mark(state, 'locked', t('state.locked', { title: first?.title }));
    else if (!done && !list.some(({ id }) => now.opened.has(id))) mark(state, 'new', t('state.new'));
    else mark(state, 'busy', t(list.length > 1 ? 'state.part' : 'state.busy', { done, total: list.length }));
  };

  const paintTopic = (/** @type {typeof topics[0]} */ { pages, counted: required, item }) => {
    const list = required.length ? required : pages;
    const target = list.find((page) => !isDone(page)) ?? pages[0];
    paintRow(item, list, isLocked(target));
    link(find(item, 'a'), target);
    item.querySelectorAll('[data-step]').forEach((row, index) =>
      paintRow(row, [pages[index]], isLocked(pages[index])));
  };

  const paintResume = () => {
    const last = Math.max(0, steps.findIndex(({ id }) => now.resume.split('/').includes(id)));
    const isNext = (/** @type {Page} */ page) => page.counts && !isDone(page) && !isLocked(page);
    const next = steps.slice(last).find(isNext) ?? first;
    const begun = now.resume || now.done.size;
    link($('resume'), begun && next ? next : steps[0]);
    $('resume').textContent = !next ? t('again') : begun ? t('resume', { title: next.title }) : t('start');
  };

  const paintSave = () => {
    const time = now.saved && clock.format(now.saved);
    const kept = now.where === 'lms' ? 'saved' : 'saved.device';
    if (now.where === 'review') mark($('save'), 'new', t('saved.review'));
    else if (now.fault) mark($('save'), 'busy', t('saved.not'));
    else mark($('save'), 'done', time ? t(kept, { time }) : '');
  };

  const paintBanners = () => {
    if (now.fault && $('fault').hidden) say(t('fault'), 'urgent');
    if (!now.fault && !$('fault').hidden) say(t('fault.over'));
    $('fault').hidden = !now.fault;
    $('offer').hidden = !now.offer;
    $('restored').hidden = !now.restored;
    find($('offer'), 'p').textContent = t('offer', { count: now.offer });
    $('restored').textContent = t('restored', { count: now.restored });
    for (const where of ['lost', 'device', 'review']) $(where).hidden = now.where !== where;
  };

  const paintPage = () => {
    const page = step();
    if (!page) return;
    const done = isDone(page);
    const locked = !!isLocked(page);
    here.classList.toggle('locked', locked);
    find(here, '.finished').hidden = !done;
    const confirm = here.querySelector('.confirm');
    if (confirm) /** @type {HTMLElement} */ (confirm).hidden = done;
    if (!locked || !first) return;
    const lock = $('lock');
    find(here, 'h1').after(lock);
    link(find(lock, 'a'), first);
    find(lock, 'a').textContent = t('state.locked', { title: first.title });
  };

  const paint = () => {
    first = counted.find((page) => !isDone(page));
    const { done, percent, text } = progress();
    if (units.length) {
      $('tally').textContent = text;
      $('percent').textContent = t('percent', { n: percent });
      /** @type {HTMLProgressElement} */ ($('bar')).value = done;
    }
    $('finished').hidden = !now.complete;
    topics.forEach(paintTopic);
    paintResume();
    paintSave();
    paintBanners();
    paintPage();
  };

  const update = () => {
    now = Progress.snapshot();
    paint();
  };

  const finish = (/** @type {Page} */ page) => {
    if (!ready || isDone(page) || isLocked(page)) return;
    Progress.complete(page.id);
    update();
    say(now.complete && page.counts ? t('complete') : `${t('step-done')}. ${progress().text}.`);
  };

  const videoOf = (/** @type {Block} */ { tag }) => find(document.body, `[data-tag="${tag}"]`);
  const isSeen = (/** @type {HTMLElement} */ box) => Video.percent(box) >= Number(box.dataset.required);
  const unseen = (/** @type {Page} */ { blocks }) =>
    blocks.filter((block) => block.required).map(videoOf).find((box) => !isSeen(box));

  const watched = (/** @type {HTMLElement} */ box) => {
    const line = find(box, '.watched');
    const { required } = box.dataset;
    line.textContent = isSeen(box) ? t('watched.done') : t('watched', { n: Video.percent(box), required });
    line.hidden = false;
    const page = step();
    if (page?.done === 'blocks' && !unseen(page)) finish(page);
  };

  /** @returns {[string, HTMLElement] | undefined} what is missing, and where */
  const missing = (/** @type {Page} */ page) => {
    if (isOpen() || isDone(page) || isLocked(page)) return undefined;
    if (page.done === 'confirm') return [t('need.confirm'), find(page.page, '.confirm')];
    const box = page.done === 'blocks' && unseen(page);
    return box ? [t('need.video'), find(box, 'video')] : undefined;
  };

  const observer = new IntersectionObserver((entries) => {
    const page = step();
    if (page && entries.some((entry) => entry.isIntersecting)) finish(page);
  });

  const watchEnd = () => {
    clearTimeout(timer);
    observer.disconnect();
    const page = step();
    if (page?.done === 'viewed') timer = setTimeout(() => observer.observe(find(here, '.pager')), DWELL);
  };

  const show = (/** @type {HTMLElement} */ page) => {
    here.classList.remove('here');
    here = page;
    here.classList.add('here');
    warned = '';
    $('hint').hidden = true;
    const title = find(here, 'h1').textContent;
    document.title = here === theme ? `${title} – ${find(theme, '.label').textContent}`
      : `${title} – ${find(theme, 'h1').textContent}`;
    const opened = step();
    if (ready && !(opened && isLocked(opened))) Progress.move(here.id);
    update();
    watchEnd();
  };

  const route = (/** @type {Event} */ event) => {
    if (here.id === 'closed' || (location.hash && !location.hash.startsWith('#/'))) return;
    const target = $(decodeURIComponent(location.hash.slice(1))) ?? theme;
    const page = /** @type {HTMLElement} */ (target.closest('.page'));
    if (page !== here) show(page);
    if (!event) return;
    const heading = target === page ? find(page, 'h1') : target;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (target === page) scrollTo(0, 0);
    else target.scrollIntoView();
  };

  const leave = (/** @type {MouseEvent} */ event) => {
    const page = step();
    const found = missing(page);
    if (!found) return page.done === 'viewed' && finish(page);
    if (course.order !== 'linear' && warned === page.id) return undefined;
    warned = page.id;
    event.preventDefault();
    const [text, control] = found;
    const hint = $('hint');
    hint.textContent = course.order === 'linear' ? text : `${text} ${t('anyway')}`;
    hint.hidden = false;
    control.before(hint);
    control.focus();
    return say(hint.textContent);
  };

  const exit = async () => {
    await Progress.exit();
    update();
    const time = now.saved && clock.format(now.saved);
    $('farewell').textContent = now.fault ? t('closed.not')
      : time && now.where !== 'review' ? t(now.where === 'lms' ? 'saved' : 'saved.device', { time }) : '';
    document.body.classList.add('over');
    $('closed').hidden = false;
    show($('closed'));
    find(here, 'h1').focus();
    if (opener) close();
  };

  document.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest('.next')) leave(event);
    if (target.closest('.confirm')) {
      finish(steps[place.get(here) ?? -1]);
      find(here, '.next').focus();
    }
    if (target.closest('.skip')) {
      event.preventDefault();
      find(here, 'h1').focus();
    }
  });
  $('retry').addEventListener('click', () => Progress.retry());
  $('accept').addEventListener('click', () => Progress.accept());
  $('decline').addEventListener('click', () => Progress.decline());
  $('exit').addEventListener('click', exit);

  /** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details')].filter((box) => !box.open);
    for (const box of folded) box.open = true;
  });
  addEventListener('afterprint', () => { for (const box of folded) box.open = false; });

  const start = async () => {
    document.documentElement.classList.add('ready');
    show(theme);
    route();
    addEventListener('hashchange', route);
    await Progress.open(course);
    ready = true;
    Progress.on(update);
    update();
    $('exit').hidden = false;
    if (typeof Video !== 'undefined') Video.start(watched);
    if (step()) Progress.move(here.id);
    watchEnd();
  };
  start();
})();

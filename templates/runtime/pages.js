'use strict';
// Shows one page of the document at a time, and how far the learner is
(async () => {
  const DWELL = 1000; // ms on a page before its end may count as reached

  const say = (text, region = 'polite') => {
    $(region).textContent = text;
  };

  const course = Course;
  const steps = STEPS;
  const linear = course.order === 'linear';
  const root = document.documentElement;
  const t = Blocks.text;

  const home = find(document, '.page');
  let here = home;
  let step; // of the page here
  let now; // what Progress says
  let first; // of the steps that count and are not done
  let warned = false; // what is missing here was just said
  let timer = 0;

  const isDone = ({ id }) => now.done.has(id);
  const isOpen = () => now.complete || now.reported || now.where === 'review';
  const isLocked = (one) => linear && !isOpen() && !isDone(one) && steps.indexOf(one) > steps.indexOf(first);
  const tally = () => {
    const units = (course.count === 'steps' ? steps : course.topics).filter(({ counts }) => counts);
    return { done: units.filter(isDone).length, total: units.length, count: units.length };
  };

  const mark = (state, name, text) => {
    state.hidden = false;
    state.dataset.state = name;
    find(state, 'span').textContent = text;
    find(state, 'use').setAttribute('href', `#i-${name}`);
  };

  const paintRow = (row, goal, needs) => {
    const done = needs.filter(isDone).length;
    const next = needs.find((one) => !isDone(one)) ?? needs[0];
    const begun = done || needs.some(({ id }) => now.opened.has(id));
    const name = isDone(goal) ? 'done' : isLocked(next) ? 'locked' : begun ? 'busy' : 'new';
    const key = name === 'busy' && needs.length > 1 ? 'part' : name;
    mark(find(row, '.state'), name, t(`state.${key}`, { done, total: needs.length, title: first?.title }));
    find(row, 'a').href = addressOf(`/${next.id}`);
  };

  const paintTheme = () => {
    for (const topic of course.topics) {
      const row = $(`/${topic.id}`);
      paintRow(row, topic, topic.needs);
      row.querySelectorAll('li').forEach((item, i) => paintRow(item, topic.steps[i], [topic.steps[i]]));
    }

    const sum = tally();
    if (sum.total) {
      $('tally').textContent = t('progress', sum);
      $('percent').textContent = t('percent', { n: sum.done && Math.max(1, Math.floor((100 * sum.done) / sum.total)) });
      $('bar').value = sum.done;
    }
    $('finished').hidden = !now.complete;

    const last = steps.findIndex(({ id }) => id === now.resume.split('/')[1]);
    const next = steps.find((one, i) => i >= last && one.counts && !isDone(one) && !isLocked(one)) ?? first;
    const begun = now.resume || now.done.size;
    const goal = (begun && next) || steps[0];
    $('resume').href = addressOf(`/${goal.id}`);
    for (const topic of course.topics) {
      find($(`/${topic.id}`), 'a').ariaCurrent = next && topic.steps.includes(goal) ? 'step' : null;
    }
    $('resume').textContent = t(!begun ? 'start' : next ? 'resume' : 'again', next);
  };

  const paintNotices = () => {
    const { where, fault, saved } = now;
    const time = new Date(saved).toLocaleTimeString(course.lang, { timeStyle: 'short', numberingSystem: 'latn' });
    if (where === 'review') mark($('save'), 'new', t('saved.review'));
    else if (fault) mark($('save'), 'busy', t('saved.not'));
    else if (saved) mark($('save'), 'done', t(where === 'lms' ? 'saved' : 'saved.device', { time }));

    const well = where !== 'lms' || !fault;
    if (well !== $('fault').hidden) {
      $('fault').hidden = well;
      say(t(well ? 'fault.over' : 'fault'), well ? 'polite' : 'urgent');
      const focus = document.activeElement ?? here;
      if (focus.getBoundingClientRect().bottom > 0) focus.scrollIntoView({ block: 'nearest' }); // not behind it
    }
    const notice = well && fault ? 'forgetful' : where;
    for (const id of ['lost', 'device', 'review', 'forgetful']) {
      $(id).hidden = id !== notice || (id !== 'lost' && here.id !== '/');
    }
    $('offer').hidden = !now.offer;
    $('restored').hidden = !now.restored;
    $('restored').textContent = t('restored', { count: now.restored });
  };

  const paint = () => {
    now = Progress.snapshot();
    first = steps.find((one) => one.counts && !isDone(one));
    if ($('/')) paintTheme();
    paintNotices();
    if ($('completion')) Completion.paint(now);
    for (const one of steps) {
      const classes = $(`/${one.id}`)?.classList;
      classes?.toggle('done', isDone(one));
      classes?.toggle('locked', isLocked(one));
    }
    if (!step || !isLocked(step)) return;
    find(here, 'h1').after($('lock'));
    find($('lock'), 'a').href = addressOf(`/${first.id}`);
    find($('lock'), 'a').textContent = t('state.locked', first);
  };

  const finish = () => {
    if (!step || isDone(step) || isLocked(step)) return;
    Progress.complete(step.id);
    paint();
    say(step.counts && now.complete ? t('complete') : `${t('step-done')}. ${t('progress', tally())}.`);
  };

  const missing = () => (step.done === 'confirm' ? { control: find(here, '.confirm'), key: 'need.confirm' }
    : Blocks.missing(here, step.done));

  // a block changed: its step may be done now
  const changed = () => {
    if (step && step.done !== 'viewed' && !missing()) finish();
    watch();
  };

  const end = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting, target }) => isIntersecting && here.contains(target)) && !missing()) finish();
  });

  const watch = () => {
    clearTimeout(timer);
    end.disconnect();
    if (step?.done === 'viewed') timer = setTimeout(() => end.observe(find(here, '.pager')), DWELL);
  };

  const show = (page) => {
    here.classList.remove('here');
    here = page;
    here.classList.add('here');
    step = steps.find(({ id }) => here.id === `/${id}`);
    document.title = here.dataset.title;
    warned = false;
    Menu.at(page);
    $('hint').hidden = true;
    if (step && !isLocked(step)) Progress.move(here.id);
    paint();
    changed();
  };

  const route = () => {
    if (now.closed) return;
    const target = $(decodeURIComponent(location.hash.slice(1))) ?? home;
    const page = target.closest('.page') ?? here;
    if (page !== here) show(page);
    Blocks.show(target);
    const place = target === page ? find(page, 'h1') : target;
    if (place.tabIndex < 0) place.tabIndex = -1; // a link keeps its own
    place.focus({ preventScroll: true });
    if (place === target) place.scrollIntoView();
    else scrollTo(0, 0);
  };

  // next was pressed: what is missing is said, and shown
  const leave = (event) => {
    const need = !isDone(step) && missing(); // which a new release may have added
    if (!need) return finish();
    const { control, key } = need;
    Blocks.show(control);
    if (!control.checkVisibility() || isOpen() || (warned && !linear)) return;
    event.preventDefault();
    warned = true;
    const hint = $('hint');
    hint.textContent = `${t(key)} ${linear ? '' : t('anyway')}`;
    hint.hidden = false;
    (control.closest('summary, [role=tablist], label') ?? control).before(hint);
    control.focus({ preventScroll: true });
    hint.scrollIntoView();
    say(hint.textContent);
  };

  const actions = {
    '.next': leave,
    '.confirm': () => {
      finish();
      find(here, '.next').focus();
    },
    '#retry': Progress.retry,
    '#offer button': ({ target }) => {
      Progress[target.id]();
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

  await Progress.open(course);
  Object.assign(find(root, 'a.last') ?? {}, { href: addressOf('/-/done') });
  now = Progress.snapshot();
  Menu.start();
  root.classList.add('ready');
  Blocks.start(changed, document);
  show(here);
  if (location.hash) route();
  Progress.on(paint);
  Support.start(course);
  if ($('certificate')) Certificate.start(course);
  addEventListener('hashchange', route);
  addEventListener('click', (/** @type {any} */ event) => {
    for (const name in actions) if (event.target.closest(name)) actions[name](event);
  });
  // where the style sheet cannot show what is closed
  addEventListener('beforeprint', () => CSS.supports('selector(::details-content)')
    || document.querySelectorAll('details').forEach((box) => Object.assign(box, { name: '', open: true })));
})();

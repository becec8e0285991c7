'use strict';
// A quiz: its attempts, what is drawn and in which order, handing in, the result, and a limit of time
Blocks.add('.quiz', (box, changed) => {
  const UNIT = 5; // seconds, in which the time left is kept
  const ROOM = 2 ** 14; // for it; what the learner got more stands above
  const { tag, retry, counts, shuffle, draw, feedback, solutions, extend } = box.dataset;
  const [pass, attempts, minutes] = [+box.dataset.pass, +box.dataset.attempts, +box.dataset.minutes]; // 0 is none
  const page = box.closest('.page');
  const { topics, subjects = topics, lang } = Course;
  const root = document.documentElement;
  const t = Blocks.text;

  const [start, timer, list, hint, handIn, result, dialog] = ['.start', '.timer', '.questions', '.hint', '.hand-in', '.result', 'dialog']
    .map((selector) => find(box, selector));
  const again = find(result, '.retry');
  let asked = []; // questions of this attempt, in order
  let warned = false; // of missing answers
  let told = false; // of the end of the time
  let seconds = 0; // left
  let more = 0; // how often there was more time
  let since = 0;

  const read = () => Score.read(Progress.value(+tag));
  const write = (changes) => Progress.put(+tag, Score.write({ ...read(), ...changes }));
  const isOpen = () => read().begun;
  const isOver = () => read().attempt > 0 && !isOpen();
  const hasMore = () => !attempts || read().attempt < attempts;
  const number = (score) => (score / 100).toLocaleString(lang, { maximumFractionDigits: 2, numberingSystem: 'latn' });
  const percent = (score) => t('percent', { n: number(score) });

  const score = (questions) => {
    const scored = questions.filter((one) => one.credit() !== null);
    const sum = (worth) => scored.reduce((total, one) => total + one.weight * worth(one), 0);
    return Score.share(sum((one) => one.credit()), sum(() => 1));
  };

  const rule = {
    checks: feedback === 'at-once',
    closed: () => !isOpen(),
    solves: (credit) => solutions !== 'never' && (credit === 1 || solutions === 'always' || read().passed || !hasMore()),
    changed() {
      warned = false;
      hint.hidden = true;
      if (rule.checks && isOpen() && asked.every((one) => one.isFinal())) finish(false);
    },
  };
  const questions = Array.from(list.children, (one) => Questions.open(one, rule, changed));

  const arrange = () => {
    const { seed } = read();
    const line = Questions.shuffled(questions, `${seed}`, (one) => one.tag);
    const sizes = JSON.parse(draw);
    // what was touched stays drawn when a new release draws others
    const drawn = [...line].sort((a, b) => b.isTouched() - a.isTouched())
      .filter((one) => !(sizes[one.box.dataset.pool]-- <= 0) || one.isTouched());
    asked = (/questions|all/.test(shuffle) ? line : questions).filter((one) => drawn.includes(one));
    list.append(...asked.map((one) => one.box));
    for (const one of questions) {
      one.box.hidden = !asked.includes(one);
      one.start(`${seed}`);
    }
    asked.forEach((one, i) => {
      find(one.box, '.label').textContent = t('quiz.position', { n: i + 1, total: asked.length });
    });
  };

  const link = (one) => {
    const element = make('a', t('quiz.question', { n: asked.indexOf(one) + 1 }));
    element.href = `#${one.box.id}`;
    return make('li', element);
  };
  const isWrong = (one) => (one.credit() ?? 1) < 1;

  const verdict = (points) => (!pass ? 'finished' : points >= pass * 100 ? 'passed' : 'failed');
  const rightOf = () => {
    const scored = asked.filter((one) => one.credit() !== null);
    return t('quiz.right', { right: scored.filter((one) => !isWrong(one)).length, count: scored.length });
  };

  const paintResult = () => {
    const points = score(asked);
    const kept = read();
    const came = verdict(points);
    Questions.mark(find(result, '.mark'), { finished: 'kept', passed: 'right', failed: 'wrong' }[came], t(`quiz.${came}`));
    find(result, 'strong').textContent = percent(points);
    find(result, '.figure span').textContent = rightOf();
    const left = attempts - kept.attempt;
    const lines = [
      kept.late && t('quiz.late'),
      pass > 0 && t('quiz.pass', { n: pass }),
      kept.score !== points && t('quiz.best', { n: number(kept.score) }),
      came === 'failed' && kept.passed && t('quiz.before'),
      attempts > 0 && (left ? t('quiz.left', { count: left }) : t('quiz.last')),
    ];
    find(result, '.facts').replaceChildren(...lines.filter(Boolean).map((text) => make('li', text)));
    find(result, 'dl').replaceChildren(...subjects.flatMap(({ id, title }) => {
      const own = asked.filter((one) => one.box.dataset.topic === id);
      return own.length ? make('div', make('dt', title), make('dd', percent(score(own)))) : [];
    }));
    const wrong = asked.filter(isWrong);
    find(result, '.wrong').hidden = !wrong.length;
    find(result, '.wrong ul').replaceChildren(...wrong.map(link));
    again.hidden = !hasMore() || points === 10000 || Progress.snapshot().where === 'review';
  };

  const paint = () => {
    start.hidden = read().attempt > 0;
    list.hidden = !read().attempt;
    handIn.hidden = !isOpen();
    result.hidden = !isOver();
    hint.hidden = true;
    if (minutes) timer.hidden = !isOpen();
    for (const one of asked) one.paint();
    if (isOver()) paintResult();
  };

  const finish = (late) => {
    for (const one of asked) one.settle();
    const points = score(asked);
    const kept = read();
    write({
      begun: false,
      finished: true,
      passed: kept.passed || verdict(points) === 'passed',
      late,
      score: counts === 'best' ? Math.max(kept.score, points) : points,
      time: 0,
    });
    if (minutes) dialog.close();
    paint();
    Questions.say([late ? t('quiz.late') : '', `${t(`quiz.${verdict(points)}`)}. ${percent(points)}. ${rightOf()}.`], changed);
    setTimeout(Progress.retry); // unless the step that is done now has had it saved
  };
  const show = () => find(result, 'h2').focus();

  const keepTime = () => {
    if (minutes && isOpen()) write({ time: more * ROOM + Math.ceil(seconds / UNIT) });
  };

  const begin = () => {
    const old = read();
    const some = retry === 'wrong' && old.attempt > 0;
    for (const one of questions) if (!some || isWrong(one)) one.reset();
    seconds = minutes * 60;
    more = 0;
    told = false;
    write({
      attempt: Math.min(63, old.attempt + 1),
      begun: true,
      late: false,
      seed: some ? old.seed : Math.random() * 2 ** 24 | 0,
    });
    keepTime();
    arrange();
    paint();
    since = performance.now();
    tick();
    const { box: first } = asked.find((one) => !one.isFinal()) ?? asked[0];
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView();
  };

  const paintTime = () => {
    find(timer, 'span').textContent = seconds > 60 ? t('quiz.minutes', { count: Math.ceil(seconds / 60) }) : t('quiz.seconds', { count: Math.ceil(seconds) });
  };

  const tick = () => {
    if (!minutes || !isOpen()) return;
    const now = performance.now();
    const before = Math.ceil(seconds / 60);
    seconds = Math.max(0, seconds - (now - since) / 1000);
    since = now;
    paintTime();
    if (!seconds) {
      const isHere = box.checkVisibility();
      finish(true);
      if (isHere) show();
    } else if (!told && seconds <= Math.min(60, minutes * 30)) {
      told = true;
      if (extend === undefined || more === 10) $('urgent').textContent = find(timer, 'span').textContent;
      else dialog.showModal();
    } else if (Math.ceil(seconds / 60) < before) {
      keepTime();
    }
  };

  find(start, 'button').onclick = begin;
  again.onclick = begin;
  handIn.onclick = () => {
    const missing = asked.filter((one) => !one.isAnswered());
    if (!missing.length || warned) {
      finish(false);
      show();
      return;
    }
    for (const one of missing.reverse()) one.refuse();
    hint.hidden = false;
    find(hint, 'p').textContent = t('quiz.missing', { count: missing.length });
    find(hint, 'ul').replaceChildren(...missing.reverse().map(link));
    warned = true;
    Questions.say([find(hint, 'p').textContent, t('quiz.anyway')], () => {});
  };

  find(result, '.print').onclick = () => {
    root.classList.add('printing-some');
    page.classList.add('printed');
    print();
  };
  find(result, '.take').onclick = () => {
    const texts = asked.map((one) => [
      find(one.box, 'legend').innerText,
      t('quiz.answer', { answer: one.words().join('; ') || '\u2013' }),
      ...Array.from(one.box.querySelectorAll('[data-because]:not([hidden]), .outcome'), ({ innerText }) => innerText),
    ].join('\n\n'));
    Blocks.take([[page.dataset.title, percent(score(asked)), rightOf()].join('\n\n'), ...texts]);
  };

  if (minutes) {
    find(dialog, '.extend').onclick = () => {
      seconds += minutes * 60;
      more++;
      told = false;
      keepTime();
      dialog.close();
      paintTime();
    };
    find(dialog, '.quiet').onclick = () => dialog.close();
    setInterval(tick, 1000);
    // before the state is sent away
    for (const type of ['visibilitychange', 'pagehide']) addEventListener(type, keepTime, true);
  }

  if (read().attempt) arrange();
  seconds = (read().time % ROOM) * UNIT;
  more = read().time / ROOM | 0;
  since = performance.now();
  tick();
  paint();

  const { done } = topics.flatMap(({ steps }) => steps).find(({ id }) => page.id === `/${id}`);
  const isDone = () => (done === 'passed' ? read().passed : read().finished);
  const control = () => (!read().attempt ? find(start, 'button') : isOpen() ? asked.find((one) => !one.isAnswered())?.control() ?? handIn
    : again.hidden ? find(result, 'h2') : again);
  return () => !isDone() && { control: control(), key: read().finished ? 'quiz.need.pass' : 'quiz.need' };
});

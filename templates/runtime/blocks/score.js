'use strict';
// The score of the course for its reader: what it is, what is needed, and what can still be done
Blocks.add('.score', (box) => {
  const { score: { quizzes, pass }, lang } = Course;
  const t = Blocks.text;
  const percent = (score) => t('percent', { n: score.toLocaleString(lang, { maximumFractionDigits: 2, numberingSystem: 'latn' }) });

  /** @param {any} now */
  const paint = ({ score, passed, spent, where }) => {
    const low = pass > 0 && !passed;
    const isKnown = score !== null;
    box.dataset.score = !isKnown ? 'none' : pass ? (passed ? 'passed' : 'failed') : 'known';
    find(box, 'strong').textContent = isKnown ? percent(score) : '–';
    find(box, '.figure span').textContent = !isKnown ? t('score.none') : pass ? t(low ? 'quiz.failed' : 'quiz.passed') : '';
    const facts = find(box, '.facts');
    if (!facts) return;
    const lines = [passed && isKnown && score < pass && t('quiz.before'), low && t('quiz.pass', { n: pass }), low && spent && t('quiz.last')];
    facts.replaceChildren(...lines.filter(Boolean).map((line) => make('li', line)));
    facts.hidden = !facts.children.length;
    find(box, '.again').hidden = !isKnown || !low || spent || where === 'review';
    for (const { step, tag } of quizzes) {
      const kept = Score.read(Progress.value(tag));
      find(box, `[data-quiz="${step}"] span`).textContent = kept.finished ? percent(kept.score / 100) : '';
    }
  };

  Progress.on(paint);
  paint(Progress.snapshot());
});

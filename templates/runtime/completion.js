'use strict';
// The page at the end: what was completed and when, or what is missing
/** @type {CompletionApi} */
const Completion = (() => {
  const day = (days) => new Date((days + 20089) * 86400000); // from 2025
  const inWords = (days) => day(days).toLocaleDateString(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC', numberingSystem: 'latn' });

  return {
    day,
    inWords,
    paint({ complete, completed, done }) {
      $('completion').textContent = Blocks.text(complete ? 'done' : 'done.not');
      const steps = [...$('missing').children];
      for (const item of steps) item.hidden = done.has(item.dataset.step);
      $('complete').hidden = !complete;
      $('incomplete').hidden = steps.every(({ hidden }) => hidden);
      $('completed').hidden = !complete || !completed;
      $('completed').lastChild.textContent = Blocks.text('done.on', { date: inWords(completed) });
    },
  };
})();

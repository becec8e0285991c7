'use strict';
// The page at the end: what was completed and when, or what is missing
/** @type {CompletionApi} */
const Completion = (() => {
  const $ = (id) => /** @type {any} */ (document.getElementById(id));
  const day = (days) => new Date((days + 20089) * 86400000); // from 2025
  const inWords = (days) => day(days).toLocaleDateString(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC', numberingSystem: 'latn' });

  let listed = '';

  const entry = ({ id, title }) => {
    const link = document.createElement('a');
    link.href = `#/${id}`;
    link.textContent = title;
    const item = document.createElement('li');
    item.append(link);
    return item;
  };

  return {
    day,
    inWords,
    paint({ complete, completed }, missing, t) {
      $('completion').textContent = t(complete ? 'done' : 'done.not');
      $('complete').hidden = !complete;
      $('incomplete').hidden = complete;
      const ids = missing.map(({ id }) => id).join();
      if (ids !== listed) $('missing').replaceChildren(...missing.map(entry)); // else a link that has the focus goes
      listed = ids;
      $('completed').hidden = !complete || !completed;
      $('completed').lastChild.textContent = t('done.on', { date: inWords(completed) });
    },
  };
})();

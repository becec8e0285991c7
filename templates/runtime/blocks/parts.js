'use strict';
// Parts that are to be opened one by one, each with a tag: which of them were
/** @type {PartsApi} */
const Parts = (() => {
  const all = (box) => [...box.querySelectorAll('[data-part]')].filter((part) => part.closest('[data-parts]') === box);
  const isSeen = (part) => Progress.isDone(+part.dataset.part);

  return {
    all,
    isSeen,

    see(part) {
      Progress.tick(+part.dataset.part);
      part.classList.add('seen');
    },

    /** What a box asks for: the control that opens its first part which was not seen. */
    need(box, control) {
      all(box).filter(isSeen).forEach((part) => part.classList.add('seen'));
      return () => {
        const part = all(box).find((one) => !isSeen(one));
        return part && { control: control(part), key: 'parts.need' };
      };
    },
  };
})();

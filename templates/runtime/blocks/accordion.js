'use strict';
// A part of a required accordion is seen when it was opened
Blocks.add('.accordion[data-parts]', (box, changed) => {
  box.addEventListener('toggle', ({ target }) => {
    if (!target.open || !target.matches('[data-part]')) return;
    Parts.see(target);
    changed();
  }, true);
  return Parts.need(box, (part) => part.querySelector('summary'));
});

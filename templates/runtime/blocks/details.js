'use strict';
// A part that the browser opens by itself is seen when it was open; of a quick opening and closing it tells only the end
Blocks.add('[data-parts]:has(> details, > li > details)', (box, changed) => {
  box.addEventListener('toggle', ({ target }) => {
    if (!target.matches('[data-part]')) return;
    Parts.see(target);
    changed();
  }, true);
  return Parts.need(box, (part) => part.querySelector('summary'));
});

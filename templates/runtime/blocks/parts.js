'use strict';
// A part that is to be opened is seen when it was open; of a quick opening and closing a browser tells only the end
Blocks.add('details[data-part]', (part, changed) => {
  const tag = +part.dataset.part;
  const paint = () => part.classList.toggle('seen', Progress.isDone(tag));
  part.ontoggle = () => {
    Progress.tick(tag);
    paint();
    changed();
  };
  paint();
  return () => !Progress.isDone(tag) && { control: find(part, 'summary'), key: 'parts.need' };
});

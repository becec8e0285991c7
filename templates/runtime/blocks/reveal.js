'use strict';
// A part that a button opens, for good; the reader goes on at its beginning
Blocks.add('.reveal', (box, changed) => {
  const [button, part] = box.children;
  const tag = +box.dataset.tag;
  const paint = () => {
    button.hidden = Progress.isDone(tag);
    part.hidden = !button.hidden;
  };
  const open = () => {
    const before = box.previousElementSibling;
    if (before?.matches('.reveal')) before.dispatchEvent(new Event('beforematch')); // it would hide this one
    Progress.tick(tag);
    paint();
    changed();
  };
  button.onclick = () => {
    open();
    const first = part.firstElementChild ?? part;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  };
  box.addEventListener('beforematch', () => part.hidden && open());
  paint();
  return () => part.hidden && { control: button, key: 'reveal.need', always: true };
});

'use strict';
// A number on a picture opens its text, and closes the others: so the picture stays in sight
Blocks.add('.labelled-image', (box) => {
  const parts = [...box.querySelectorAll(':scope > ol > li > details')];
  box.querySelectorAll('.spots a').forEach((link, index) => {
    link.onclick = (event) => {
      event.preventDefault();
      parts.forEach((part, i) => { part.open = i === index; });
      find(parts[index], 'summary').focus({ preventScroll: true });
      parts[index].scrollIntoView({ block: 'nearest' });
    };
  });
});

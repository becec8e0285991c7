'use strict';
// Nothing is asked of another server before the learner wants it
Blocks.add('.embed .ask', (box) => {
  find(box, 'button').onclick = () => {
    const frame = find(box, 'template').content.firstElementChild;
    box.replaceWith(frame);
    frame.focus();
  };
});

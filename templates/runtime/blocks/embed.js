'use strict';
// Nothing is asked of another server before the learner wants it
Blocks.add('.embed .ask', (box) => {
  box.querySelector('button').onclick = () => {
    const frame = box.querySelector('template').content.firstElementChild;
    box.replaceWith(frame);
    frame.focus();
  };
});

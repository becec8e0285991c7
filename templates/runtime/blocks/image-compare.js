'use strict';
// Two pictures on top of each other: a slider moves what divides them
Blocks.add('.compare', (box) => {
  const slider = find(box, 'input');
  const move = () => {
    const values = { n: slider.value, rest: 100 - slider.value, ...slider.dataset };
    box.style.setProperty('--at', `${values.n}%`);
    slider.setAttribute('aria-valuetext', Blocks.text('image-compare.value', values));
  };
  box.classList.add('divided');
  slider.oninput = move;
  move();
});

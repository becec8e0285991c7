'use strict';
// Areas of a picture: what is chosen and what came of it is also seen there
(() => {
  const areas = (box) => [...box.querySelectorAll('[data-area]')];
  const option = (box, { dataset }) => find(box, `[data-option=${dataset.area}]`);

  // an area and its row are shown to belong together
  const aim = ({ currentTarget: box }) => areas(box).forEach((area) => {
    const row = option(box, area);
    area.toggleAttribute('data-near', row.matches(':hover, :has(:focus-visible)'));
    row.toggleAttribute('data-near', area.matches(':hover'));
  });

  Questions.type('hotspot', {
    write(box, value) {
      Questions.choice.write(box, value);
      for (const area of areas(box)) area.onclick = () => find(option(box, area), 'input').click();
      for (const name of ['pointerover', 'pointerout', 'focusin', 'focusout']) box.addEventListener(name, aim);
    },
    show(box, value, told, solved) {
      Questions.choice.show(box, value, told, solved);
      for (const area of areas(box)) {
        const mark = find(option(box, area), '.mark');
        area.dataset.mark = mark.dataset.mark;
        find(area, 'use').setAttribute('href', find(mark, 'use').getAttribute('href'));
        area.toggleAttribute('data-chosen', value.includes(area.dataset.area));
      }
    },
  });
})();

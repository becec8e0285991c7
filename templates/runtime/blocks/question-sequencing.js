'use strict';
// An order: items are moved by buttons, or dragged by their handles
(() => {
  const AGAIN = 600; // ms in which a second press means what the first one did

  const items = (box) => [...find(box, '.sequence').children];
  const order = (box) => items(box).map(({ dataset }) => dataset.option).join('');
  const put = (box, list) => find(box, '.sequence').append(...list);
  const isFree = (box) => !box.matches('[data-locked]');

  const paint = (box) => items(box).forEach((item, i, { length }) => {
    find(item, '.up').disabled = !i;
    find(item, '.down').disabled = i === length - 1;
  });

  // the neighbour is what moves in the document: so an item keeps the focus, and the pointer
  const pass = (item, other, isUp) => {
    const seen = [item, other].map((one) => [one, one.getBoundingClientRect().top]);
    if (isUp) item.after(other);
    else item.before(other);
    if (!matchMedia('(prefers-reduced-motion: no-preference)').matches) return;
    for (const [one, top] of seen) {
      if (!one.style.translate) one.animate({ translate: [`0 ${top - one.getBoundingClientRect().top}px`, 'none'] }, { duration: 200, easing: 'ease-out' });
    }
  };
  const next = (item, isUp) => (isUp ? item.previousElementSibling : item.nextElementSibling);

  const moved = (box, item) => {
    paint(box);
    $('polite').textContent = Blocks.text('question-sequencing.at', { n: items(box).indexOf(item) + 1, total: items(box).length });
    item.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const press = (box) => {
    let last = {};
    return ({ target, timeStamp, detail }) => {
      const button = target.closest('button');
      if (!button || !isFree(box)) return;
      let item = button.closest('li');
      let isUp = button.matches('.up');
      // under the pointer is what was passed now; with the keys, at the end, the button that leads back
      const isSame = item === last.other ? isUp === last.isUp : item === last.item && !detail && !next(item, last.isUp);
      if (isSame && timeStamp - last.at < AGAIN) ({ item, isUp } = last);
      const other = next(item, isUp);
      last = { item, other: other ?? last.other, isUp, at: timeStamp };
      if (other) {
        pass(item, other, isUp);
        moved(box, item);
      }
      find(item, isUp === !!next(item, isUp) ? '.up' : '.down').focus();
      item.scrollIntoView({ block: 'nearest' });
    };
  };

  const drag = (box) => ({ target, pointerId, clientY, button }) => {
    const grip = target.closest('.grip');
    if (!grip || button || !isFree(box)) return;
    const item = grip.closest('li');
    const before = order(box);
    const hold = clientY - item.getBoundingClientRect().top;
    const follow = (y) => {
      item.style.translate = '0';
      const gap = y - hold - item.getBoundingClientRect().top;
      item.style.translate = `0 ${gap}px`;
      return gap;
    };
    grip.setPointerCapture(pointerId);
    item.dataset.lifted = '';
    grip.onpointermove = (event) => {
      for (;;) {
        const gap = follow(event.clientY);
        const other = next(item, gap < 0);
        if (!other || Math.abs(gap) < other.offsetHeight / 2) return;
        pass(item, other, gap < 0);
        item.scrollIntoView({ block: 'nearest' });
      }
    };
    grip.onlostpointercapture = () => {
      grip.onpointermove = null;
      item.style.translate = '';
      delete item.dataset.lifted;
      if (order(box) !== before) moved(box, item);
    };
  };

  Questions.type('sequencing', {
    interaction: 'sequencing',
    // never right at first: so what nobody has moved is no answer
    arrange(box, seed) {
      const list = Questions.shuffled(items(box), seed, ({ dataset }) => dataset.option);
      put(box, list);
      if (order(box) === box.dataset.answer) put(box, [list[0]]);
      box.dataset.first = order(box);
      const sequence = find(box, '.sequence');
      sequence.onclick = press(box);
      sequence.onpointerdown = drag(box);
    },
    read: (box) => (order(box) === box.dataset.first ? '' : order(box)),
    write(box, value) {
      const rank = (item) => (value || box.dataset.first).indexOf(item.dataset.option);
      put(box, items(box).sort((a, b) => rank(a) - rank(b)));
      paint(box);
    },
    lacks: (box, value) => (value ? null : { control: find(box, '.moves :enabled'), key: 'question-sequencing.empty' }),
    credit: (box, value) => Questions.worth(box, [...box.dataset.answer].filter((letter, i) => letter === value[i]).length),
    words: (box) => items(box).map((item, i) => `${i + 1}. ${find(item, '.text').textContent.trim()}`),
    show(box, value, told, solved) {
      items(box).forEach((item, i) => {
        Questions.mark(find(item, '.mark'), told && value ? (item.dataset.option === box.dataset.answer[i] ? 'right' : 'wrong') : '');
      });
      find(box, '.solution').hidden = !solved || value === box.dataset.answer;
    },
  });
})();

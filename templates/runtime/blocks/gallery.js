'use strict';
// A picture of a gallery opens larger, and leads on to the others
Blocks.add('.gallery', (box) => {
  const dialog = find(box, 'dialog');
  const links = [...box.querySelectorAll('li a')];
  let at = 0;

  const show = (index) => {
    at = (index + links.length) % links.length;
    const picture = find(links[at], 'img').cloneNode();
    picture.removeAttribute('id');
    picture.loading = 'eager';
    picture.sizes = '100vw';
    const words = links[at].nextElementSibling?.textContent ?? '';
    find(dialog, 'figure').replaceChildren(picture, make('figcaption', `${words} (${at + 1}/${links.length})`));
  };

  links.forEach((link, index) => {
    link.onclick = (event) => {
      event.preventDefault();
      dialog.showModal();
      show(index); // which is now heard
    };
  });
  dialog.onclick = ({ target }) => {
    const by = target.closest('button')?.dataset.by;
    if (by === '0') dialog.close();
    else if (by) show(at + +by);
  };
  dialog.onkeydown = (event) => {
    const way = document.dir === 'rtl' ? -1 : 1;
    const next = { ArrowRight: at + way, ArrowLeft: at - way }[event.key];
    if (next !== undefined) show(next);
  };
  dialog.onclose = () => links[at].focus();
  addEventListener('hashchange', () => dialog.close()); // or what it covers stays out of reach
});

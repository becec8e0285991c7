'use strict';
// What a term means, beside it; without the popover of a browser its link leads to the page of all terms
Blocks.add('#meaning', (box) => {
  const [name, text] = box.children;
  let link;
  box.hidden = !box.showPopover;
  if (box.hidden) return;
  const place = () => {
    const { left, right, top, bottom } = link.getClientRects()[0];
    const { offsetWidth: width, offsetHeight: height } = box;
    const start = document.dir === 'rtl' ? right - width : left;
    const above = bottom + height + 16 > innerHeight && top > height + 16;
    box.style.left = `${Math.max(16, Math.min(start, document.documentElement.clientWidth - width - 16)) + scrollX}px`;
    box.style.top = `${(above ? top - height - 16 : bottom) + scrollY}px`;
  };
  for (const term of document.querySelectorAll('.term')) term.ariaHasPopup = 'dialog';
  document.addEventListener('click', (event) => {
    const target = /** @type {any} */ (event.target).closest('a');
    if (!target) return;
    if (!target.matches('.term')) {
      if (box.contains(target)) box.hidePopover();
      return;
    }
    const term = $(target.hash.slice(1));
    if (!term) return;
    event.preventDefault();
    if (!box.contains(target)) link = target;
    name.textContent = term.textContent;
    text.replaceChildren(...term.nextElementSibling.cloneNode(true).childNodes);
    link.focus({ preventScroll: true });
    box.showPopover(/** @type {any} */ ({ source: link })); // after it the Tab key goes on behind the term
    place();
    box.focus({ preventScroll: true });
  });
  box.addEventListener('focusout', (/** @type {any} */ { relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) box.hidePopover(); // or it would cover what has the focus
  });
  addEventListener('resize', () => box.matches(':popover-open') && place());
  addEventListener('hashchange', () => box.hidePopover()); // also by the button back, which gives the focus to nothing first
  box.addEventListener('toggle', ({ newState }) => {
    if (newState === 'closed' && [document.body, box].includes(document.activeElement)) link.focus({ preventScroll: true });
  });
});

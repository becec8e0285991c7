'use strict';
// Tabs over what are headings and text without this script; one panel is shown
Blocks.add('.tabs', (box, changed) => {
  const panels = [...box.querySelectorAll(':scope > section')];
  const list = document.createElement('div');
  list.role = 'tablist';
  let here = 0;

  const select = (at) => {
    here = at;
    panels.forEach((panel, i) => {
      panel.hidden = i !== at && 'until-found';
      // only the text of a panel that a search can find is hidden from screen readers, not the panel
      panel.role = i === at ? 'tabpanel' : null;
      panel.ariaLabel = i === at ? tabs[i].textContent : null;
      tabs[i].ariaSelected = `${i === at}`;
      tabs[i].tabIndex = panel.tabIndex = i === at ? 0 : -1;
      tabs[i].classList.toggle('seen', Parts.isSeen(panel));
    });
  };
  const open = (at) => {
    if (panels[at].dataset.part) [here, at].forEach((i) => Parts.see(panels[i]));
    select(at);
    changed();
  };

  const tabs = panels.map((panel, i) => {
    const heading = panel.firstElementChild;
    const tab = document.createElement('button');
    tab.role = 'tab';
    tab.textContent = heading.textContent || heading.querySelector('img').alt;
    tab.onclick = () => open(i);
    tab.setAttribute('aria-controls', panel.id = `${heading.id}/`);
    panel.addEventListener('beforematch', () => open(i));
    return tab;
  });
  list.append(...tabs);
  panels[0].before(list);
  select(0);

  list.onkeydown = (/** @type {any} */ event) => {
    const at = tabs.indexOf(event.target);
    const way = document.dir === 'rtl' ? -1 : 1;
    const last = tabs.length - 1;
    const next = { ArrowRight: at + way, ArrowLeft: at - way, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const to = (next + tabs.length) % tabs.length;
    tabs[to].focus();
    if (!box.matches('[data-manual]')) open(to);
  };

  return () => {
    const missing = panels.findIndex(({ hidden, dataset }, i) => hidden && dataset.part && !Parts.isSeen(panels[i]));
    return missing >= 0 && { control: tabs[missing], key: 'parts.need' };
  };
});

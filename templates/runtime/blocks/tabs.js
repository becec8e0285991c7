'use strict';
// Tabs over what are headings and text without this script; one panel is shown
Blocks.add('.tabs', (box, changed) => {
  const panels = [...box.querySelectorAll(':scope > section')];
  const isSeen = ({ dataset }) => Progress.isDone(+dataset.part);
  let here = 0;

  const select = (at) => {
    here = at;
    panels.forEach((panel, i) => {
      const tab = tabs[i];
      const isHere = i === at;
      panel.hidden = !isHere && 'until-found';
      // only the text of a panel that a search can find is hidden from screen readers, not the panel
      panel.role = isHere ? 'tabpanel' : null;
      panel.ariaLabel = isHere ? tab.textContent : null;
      tab.ariaSelected = isHere;
      tab.tabIndex = panel.tabIndex = isHere ? 0 : -1;
      tab.classList.toggle('seen', isSeen(panel));
    });
  };
  const open = (at) => {
    if (panels[at].dataset.part) [here, at].forEach((i) => Progress.tick(+panels[i].dataset.part));
    select(at);
    changed();
  };

  const tabs = panels.map((panel, i) => {
    const heading = panel.firstElementChild;
    const tab = make('button', heading.textContent || find(heading, 'img').alt);
    tab.role = 'tab';
    tab.onclick = () => open(i);
    tab.setAttribute('aria-controls', panel.id = `${heading.id}/`);
    panel.addEventListener('beforematch', tab.onclick);
    return tab;
  });
  const list = make('div', ...tabs);
  list.role = 'tablist';
  panels[0].before(list);
  select(0);

  list.onkeydown = (/** @type {any} */ event) => {
    const at = tabs.indexOf(event.target);
    const way = document.dir === 'rtl' ? -1 : 1;
    const next = { ArrowRight: at + way, ArrowLeft: at - way, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs.at(next % tabs.length);
    tab.focus();
    if (!box.matches('[data-manual]')) tab.click();
  };

  return () => {
    const missing = panels.findIndex((panel) => panel.hidden && panel.dataset.part && !isSeen(panel));
    return missing >= 0 && { control: tabs[missing], key: 'parts.need' };
  };
});

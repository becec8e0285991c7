// Tabs as the ARIA practices have them: arrows move, and what is chosen is shown at once.
import { $ } from './elements.js';

/** @param {() => void} shown is called when another panel is to be filled */
export const startTabs = (shown) => {
  const tabs = [...$('tabs').querySelectorAll('[role=tab]:not([hidden])')];
  const choose = (tab) => {
    for (const one of tabs) {
      one.setAttribute('aria-selected', `${one === tab}`);
      one.tabIndex = one === tab ? 0 : -1;
      $(one.getAttribute('aria-controls')).hidden = one !== tab;
    }
    shown();
  };
  for (const tab of tabs) tab.addEventListener('click', () => choose(tab));
  $('tabs').addEventListener('keydown', (event) => {
    const at = tabs.indexOf(event.target);
    const last = tabs.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(tabs[next]);
    tabs[next].focus();
  });
  choose(tabs[0]);
};

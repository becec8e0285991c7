'use strict';
// Each page is a file of its own, beside the others
const addressOf = (() => {
  // what reads more than the page that it is on
  const WHOLE = '#search, #print-all, #print-topic, .take, .reflection button';

  const routes = STEPS.map(({ id }) => `/${id}`);
  const home = find(document, '.page');
  const files = Course.files;
  const read = ['/', ...routes, ...Object.keys(files).filter((route) => route === '/-/glossary')];
  let waiting = null;
  let passing = false;

  const isPage = (route) => routes.includes(route) || route in files;
  // that to which a route belongs: its own, or one that it is a place on
  const pageOf = (route) => {
    const parts = route.split('/');
    while (parts.length > 1 && !isPage(parts.join('/'))) parts.pop();
    return parts.join('/') || '/';
  };
  const fileOf = (page) => files[page] ?? `${page.slice(1)}.html`;

  const address = (route) => {
    const page = pageOf(route);
    if (page === home.id) return `#${route}`;
    return fileOf(page) + (page === route ? '' : `#${route}`);
  };

  // an address of the course in one document, or of a page that was brought here
  const forward = () => {
    const route = decodeURIComponent(location.hash.slice(1));
    if (route[0] === '/' && pageOf(route) !== home.id) location.replace(address(route));
  };

  const bring = async (route) => {
    const answer = await fetch(fileOf(route));
    if (!answer.ok) return;
    const other = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // another release was put online: one document shows one release
    if (find(other, '#course')?.textContent !== $('course').textContent) {
      location.reload();
      return;
    }
    const page = document.importNode(find(other, '.page'), true);
    const next = read.slice(read.indexOf(route) + 1).map($).find((one) => one);
    $('main').insertBefore(page, next ?? $('fault'));
    Blocks.start(() => {}, page);
  };

  // all of it is brought before it is read
  const wait = (event) => {
    const control = !passing && event.target.closest(`#open-menu, ${WHOLE}`);
    if (!control) return;
    const missing = (control.id === 'open-menu' ? ['/'] : read).filter((route) => !$(route));
    if (!missing.length) return;
    event.stopImmediatePropagation();
    waiting = Promise.all([waiting, ...missing.map((route) => bring(route).catch(() => {}))]).then(() => {
      waiting = null;
      Progress.refresh();
      if (!$('/')) {
        location.href = address('/');
        return;
      }
      passing = true;
      control.dispatchEvent(new Event(event.type, { bubbles: true }));
      passing = false;
    });
  };

  for (const type of ['click', 'input']) addEventListener(type, wait, true);
  addEventListener('hashchange', forward);
  forward();

  return address;
})();

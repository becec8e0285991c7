'use strict';
// Each page is a file of its own, beside the others
const addressOf = (() => {
  // what reads more than the page that it is on
  const WHOLE = '#search, #print-all, #print-topic, .take, .reflection button';

  const routes = STEPS.map(({ id }) => `/${id}`);
  const home = find(document, '.page');
  const files = Course.files;
  const read = ['/', ...routes, ...Object.keys(files).filter((route) => route === '/-/glossary')];
  let waiting = Promise.resolve();
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
    if ($(route)) return;
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

  const neededBy = (control) => (control.matches('.term') ? ['/-/glossary'] : control.id === 'open-menu' ? ['/'] : read);

  // all that a control reads is brought before it does
  const wait = (event) => {
    const control = !passing && event.target.closest(`#open-menu, .term, ${WHOLE}`);
    const missing = control ? neededBy(control).filter((route) => !$(route)) : [];
    if (!missing.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // one after the other, so that no page is brought twice
    waiting = waiting.then(() => Promise.all(missing.map((route) => bring(route).catch(() => {})))).then(() => {
      Progress.refresh();
      if (control.id === 'open-menu' && !$('/')) {
        location.href = address('/');
        return;
      }
      passing = true;
      if (event.type === 'click') control.click();
      else control.dispatchEvent(new Event(event.type));
      passing = false;
    });
  };

  for (const type of ['click', 'input']) addEventListener(type, wait, true);
  addEventListener('hashchange', forward);
  forward();
  home.style.animation = 'none'; // it was seen before the scripts were there

  return address;
})();

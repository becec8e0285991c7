'use strict';
// The page: how it begins comes from launch.json beside it, what is to be stored goes to `record` beside it, both with the query of
// its own address, which may name an `item` to begin with.
const source = `launch.json${location.search}`;

fetch(source, { cache: 'no-store' }).then((answer) => answer.json()).then((launch) => {
  const place = /** @type {HTMLElement} */ (document.getElementById('stage'));
  window.lms = new LmsPlayer({ place, launch, address: `record${location.search}`, source });
  return window.lms.open(new URL(location.href).searchParams.get('item') ?? undefined);
});

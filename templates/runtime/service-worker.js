'use strict';
// Keeps the files of one release on the device, each under the hash of what is in it: FILES and MEDIA, which the build writes above
(() => {
  /** @type {any} */
  const self = globalThis;
  const scope = self.registration.scope;
  const ALL = { ...FILES, ...MEDIA };
  const keyOf = (name) => `?${ALL[name]}`;
  let filling;

  // of what is the same in the last release nothing is asked; another release that is put online meanwhile is refused
  const keep = async (cache, name) => {
    if (await cache.match(keyOf(name))) return;
    const answer = await fetch(new URL(name, scope), { cache: 'no-cache', integrity: `sha256-${ALL[name]}` });
    if (!answer.ok) throw new Error(name);
    await cache.put(keyOf(name), new Response(await answer.blob(), { headers: { 'Content-Type': answer.headers.get('Content-Type') ?? '' } }));
  };

  const fill = async (names, most) => {
    const cache = await caches.open(CACHE);
    const rest = [...names];
    const next = async () => {
      for (let name = rest.shift(); name; name = rest.shift()) await keep(cache, name);
    };
    await Promise.all(Array.from({ length: most }, next));
  };

  const clean = async () => {
    const cache = await caches.open(CACHE);
    const known = new Set(Object.keys(ALL).map((name) => new URL(keyOf(name), self.location.href).href));
    for (const request of await cache.keys()) if (!known.has(request.url)) await cache.delete(request);
  };

  // what a film asks for
  const part = async (kept, range) => {
    const blob = await kept.blob();
    const [, from, to] = range.match(/bytes=(\d*)-(\d*)/) ?? [];
    const start = from ? +from : Math.max(0, blob.size - +to);
    const end = from && to ? Math.min(+to, blob.size - 1) : blob.size - 1;
    if (start > end) return new Response('', { status: 416, headers: { 'Content-Range': `bytes */${blob.size}` } });
    return new Response(blob.slice(start, end + 1), {
      status: 206,
      headers: { 'Content-Type': blob.type, 'Content-Range': `bytes ${start}-${end}/${blob.size}`, 'Accept-Ranges': 'bytes' },
    });
  };

  const nameOf = (url) => {
    const name = url.split(/[?#]/)[0].slice(scope.length);
    return [name, `${name}.html`, `${name}index.html`].find((one) => one in ALL);
  };

  const answer = async (request, name) => {
    const kept = await (await caches.open(CACHE)).match(keyOf(name));
    const range = request.headers.get('Range');
    return !kept ? fetch(request) : range ? part(kept, range) : kept;
  };

  // a page of the last release, which another window still shows, must not come to pictures and scripts of this one
  const begin = async () => {
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (windows.filter(({ url }) => url.startsWith(scope)).length < 2) await self.skipWaiting();
  };

  // all that can wait; what does not fit is played from the network
  const fillMedia = () => {
    filling ??= (self.navigator.connection?.saveData ? Promise.resolve() : fill(Object.keys(MEDIA), 1))
      .catch(() => {}).then(() => { filling = null; });
    return filling;
  };

  self.addEventListener('install', (event) => event.waitUntil(fill(Object.keys(FILES), 6)));
  self.addEventListener('activate', (event) => event.waitUntil(clean()));
  self.addEventListener('fetch', (event) => {
    const { request } = event;
    const name = request.method === 'GET' && request.url.startsWith(scope) && nameOf(request.url);
    if (name) event.respondWith(answer(request, name));
  });
  self.addEventListener('message', (event) => event.waitUntil(event.data === 'begin' ? begin() : fillMedia()));
})();

// What a save changed in the page that is read, put there at once: a long course takes its time to be loaded anew.
// The course that is loaded then takes its place, so nothing of this stays.

/** What the author wrote on a page: the elements of its prose, as they stand in the document.
 * @param {string} text of the launch page
 * @param {string} id of a page in it */
const prose = (text, id) => {
  const [begin, end] = [text.indexOf(` id="${id}"`), '</article>'];
  const page = begin < 0 ? '' : text.slice(text.lastIndexOf('<', begin), text.indexOf(end, begin) + end.length);
  return [...new DOMParser().parseFromString(page, 'text/html').querySelectorAll('.prose > *')];
};

/** How many elements two lists begin with that are the same. */
const alike = (old, fresh) => {
  const differs = old.findIndex((element, i) => !fresh[i]?.isEqualNode(element));
  return differs < 0 ? old.length : differs;
};

/** Puts what differs between two texts of the launch page into the page that is shown of the first. Whether there was anything.
 * Where the course itself added or moved something, it is left alone.
 * @param {Document | null | undefined} shown
 * @param {string} before
 * @param {string} after */
export const showEdits = (shown, before, after) => {
  const page = shown?.querySelector('.page.here');
  const [box, more] = page?.querySelectorAll('.prose') ?? [];
  if (!page || !box || more) return false;
  const [old, fresh] = [prose(before, page.id), prose(after, page.id)];
  if (old.length !== box.children.length) return false;
  const first = alike(old, fresh);
  const last = alike(old.slice(first).reverse(), fresh.slice(first).reverse());
  const stale = [...box.children].slice(first, old.length - last);
  const put = fresh.slice(first, fresh.length - last);
  const next = box.children[first] ?? null;
  for (const element of put) box.insertBefore(element, next);
  for (const element of stale) element.remove();
  return stale.length + put.length > 0;
};

/** Waits until what was changed is on the screen; not for long, since a page that nobody sees is never painted. */
export const painted = () => new Promise((done) => {
  setTimeout(done, 100);
  requestAnimationFrame(() => setTimeout(done));
});

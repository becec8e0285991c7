'use strict';
// What helps around the pages: the outline, a search in the whole course, bookmarks, the size of text, print
/** @type {MenuApi} */
const Menu = (() => {
  const MOST = 30; // results
  const SIZES = [100, 112, 125, 150, 175, 200]; // per cent
  const BEFORE = 40; // characters of an excerpt before what was found
  const AFTER = 90;
  // what is one letter to who types and another to Unicode
  const SAME = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ð: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ς: 'σ', ى: 'ي', ة: 'ه', ـ: '' };
  const TEXTS = 'h2, h3, h4, h5, h6, p, li, dt, dd, td, th, figcaption, pre, summary';

  const { documentElement: root } = document;
  const t = Blocks.text;
  let here;

  const link = (route, ...children) => {
    const element = make('a', ...children);
    element.href = addressOf(route);
    return element;
  };

  // without accents, case, width and vowel signs
  const plain = (text) => text.toLocaleLowerCase(root.lang).normalize('NFKD').replace(/\p{M}/gu, '')
    .replace(/[ıłøđðßæœςىةـ]/g, (letter) => SAME[letter]);

  const read = (page) => {
    const title = find(page, 'h1').textContent;
    const texts = [...page.querySelectorAll(TEXTS)].filter((one) => !one.matches('.label, .meta') && !one.closest('nav, .end, .hero, .outline, .question, .quiz')
      && !one.querySelector('p, li, dd'));
    const parts = texts.map((one) => ({ one, words: plain(one.textContent) }));
    const name = plain(title);
    return { page, title, name, parts, all: [name, ...parts.map(({ words }) => words)].join('\n') };
  };

  // the heading that a text stands under, or its page
  const placeOf = (text, page) => {
    let place = text;
    while (place !== page && !/^\//.test(place.id)) place = place.previousElementSibling ?? place.parentElement;
    return place.id;
  };

  const excerpt = (text, word) => {
    const letters = [...text];
    const at = letters.flatMap((letter, i) => [...plain(letter)].map(() => i));
    const found = letters.map(plain).join('').indexOf(word);
    if (found < 0) return [text.slice(0, BEFORE + AFTER)];
    const [start, end] = [at[found], at[found + word.length - 1] + 1];
    const cut = (from, to) => letters.slice(Math.max(0, from), to).join('');
    return [
      start > BEFORE ? '… ' : '', cut(start - BEFORE, start).replace(start > BEFORE ? /^\S*\s/ : '', ''),
      make('mark', cut(start, end)),
      ...(end + AFTER < letters.length ? [cut(end, end + AFTER).replace(/\s\S*$/, ''), ' …'] : [cut(end, letters.length)]),
    ];
  };

  const search = (pages, text) => {
    // the longest first: it is what an excerpt is about
    const words = plain(text).split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length);
    const hits = (one) => words.filter((word) => one.includes(word));
    return pages.filter(({ page, all }) => !page.matches('.locked') && hits(all).length === words.length).map((found) => {
      let best = { hits: [], one: null };
      for (const { one, words: said } of found.parts) if (hits(said).length > best.hits.length) best = { one, hits: hits(said) };
      return { ...found, rank: 10 * hits(found.name).length + best.hits.length, text: best.one, word: best.hits[0] };
    }).sort((a, b) => b.rank - a.rank);
  };

  const result = ({ page, title, text, word }) => make('li', link(text ? placeOf(text, page) : page.id, make('strong', title)),
    make('p', ...(text ? excerpt(text.textContent.trim().replace(/\s+/g, ' '), word) : [])));

  const startSearch = () => {
    let pages = null;
    $('search').oninput = () => {
      pages ??= [...document.querySelectorAll('.page:not(.closing, .completion)')].map(read);
      const text = $('search').value.trim();
      const found = text && search(pages, text);
      $('around').hidden = text !== '';
      $('found').textContent = text && t('found', { count: found.length });
      $('results').replaceChildren(...(text ? found.slice(0, MOST).map(result) : []));
    };
  };

  const marks = () => Progress.device('marks') ?? [];

  const paintMarks = () => {
    const kept = marks();
    const found = STEPS.filter(({ id }) => kept.includes(id));
    $('marks').hidden = !found.length;
    find($('marks'), 'ul').replaceChildren(...found.map(({ id, title }) => make('li', link(`/${id}`, title))));
    $('bookmark').ariaPressed = `${kept.includes(here.id.slice(1))}`;
    $('bookmark').hidden = !here.matches('.step');
  };

  const resize = (by) => {
    const at = SIZES.indexOf(Progress.device('size') ?? 100);
    const size = SIZES[at + by];
    if (by) Progress.device('size', size);
    root.style.setProperty('--scale', `${size / 100}`);
    $('size').textContent = t('percent', { n: size });
    $('smaller').disabled = size === SIZES[0];
    $('larger').disabled = size === SIZES.at(-1);
  };

  const outline = () => {
    const list = find(document, '.topics').cloneNode(true);
    for (const one of list.querySelectorAll('[id], [aria-current]')) {
      one.removeAttribute('id');
      one.ariaCurrent = null;
    }
    // a topic with a list of its steps leads to one of them itself
    const current = find(list, `:is(.steps, .topic:not(:has(.steps))) a[href="${addressOf(here.id)}"]`);
    if (current) current.ariaCurrent = 'page';
    for (const box of list.querySelectorAll('details')) box.open = box.contains(current);
    $('contents').replaceChildren(list);
  };

  return {
    at(page) {
      here = page;
      $('print-topic').hidden = !here.dataset.topic;
      paintMarks();
    },

    start() {
      const menu = $('menu');
      $('open-menu').onclick = () => {
        outline();
        menu.showModal();
      };
      $('close-menu').onclick = () => menu.close();
      menu.addEventListener('click', ({ target }) => {
        if (target === menu || target.closest('a')) menu.close();
      });
      $('bookmark').onclick = () => {
        const id = here.id.slice(1);
        const old = marks();
        Progress.device('marks', old.includes(id) ? old.filter((one) => one !== id) : [...old, id]);
        paintMarks();
      };
      $('smaller').onclick = () => resize(-1);
      $('larger').onclick = () => resize(1);
      $('print-all').onclick = () => print();
      $('print-topic').onclick = () => {
        root.classList.add('printing-some');
        for (const page of document.querySelectorAll(`[data-topic="${here.dataset.topic}"]`)) page.classList.add('printed');
        print();
      };
      addEventListener('afterprint', () => {
        root.classList.remove('printing-some');
        document.querySelectorAll('.printed').forEach((page) => page.classList.remove('printed'));
      });
      startSearch();
      resize(0);
    },
  };
})();

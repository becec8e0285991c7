'use strict';

// Which twentieths of a required video were played: the first 20 bits of the block's state.
const Video = (() => {
  const PARTS = 20;
  const ENOUGH = 0.8; // of a part, so that a skipped breath does not count against anyone
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const ALL = '____';

  /** @param {number} tag */
  const read = (tag) => [...Progress.value(tag)].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);

  /** @param {number} bits */
  const write = (bits) => [18, 12, 6, 0].map((shift) => DIGITS[(bits >> shift) & 63]).join('');

  /** @param {number} bits @param {number} part */
  const has = (bits, part) => (bits >> (23 - part)) & 1;

  /** @param {number} bits */
  const gap = (bits) => [...Array(PARTS).keys()].findIndex((part) => !has(bits, part));

  /** @param {number} bits */
  const percent = (bits) => [...Array(PARTS).keys()].filter((part) => has(bits, part)).length * (100 / PARTS);

  /** @param {HTMLVideoElement} video @param {number} bits */
  const played = (video, bits) => {
    const size = video.duration / PARTS;
    const { played: ranges } = video;
    for (let part = 0; part < PARTS; part++) {
      let seconds = 0;
      for (let i = 0; i < ranges.length; i++) {
        seconds += Math.max(0, Math.min(ranges.end(i), (part + 1) * size) - Math.max(ranges.start(i), part * size));
      }
      if (seconds >= size * ENOUGH) bits |= 1 << (23 - part);
    }
    return bits;
  };

  /** @param {HTMLElement} box @param {(box: HTMLElement) => void} changed */
  const watch = (box, changed) => {
    const tag = Number(box.dataset.tag);
    const video = /** @type {HTMLVideoElement} */ (box.querySelector('video'));
    const transcript = box.querySelector('details');
    const button = /** @type {HTMLElement?} */ (box.querySelector('.read'));

    box.addEventListener('error', ({ target }) => {
      if (target !== video && target !== [...box.querySelectorAll('source')].pop()) return;
      /** @type {HTMLElement} */ (box.querySelector('.broken')).hidden = false;
      if (transcript) transcript.open = true;
    }, true); // a source's error does not bubble

    if (!button) return;
    /** @param {string} value */
    const put = (value) => {
      Progress.put(tag, value);
      changed(box);
    };
    button.hidden = false;
    changed(box);
    button.addEventListener('click', () => put(ALL));
    video.addEventListener('loadedmetadata', () => {
      const part = gap(read(tag));
      if (part > 0 && !video.currentTime) video.currentTime = (part * video.duration) / PARTS;
    });
    video.addEventListener('timeupdate', () => {
      const old = read(tag);
      const bits = played(video, old);
      if (bits !== old) put(write(bits));
    });
  };

  return {
    /** @param {(box: HTMLElement) => void} changed */
    start: (changed) => {
      for (const box of document.querySelectorAll('.video')) watch(/** @type {HTMLElement} */ (box), changed);
    },
    /** @param {HTMLElement} box */
    percent: (box) => percent(read(Number(box.dataset.tag))),
  };
})();

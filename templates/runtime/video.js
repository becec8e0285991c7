'use strict';

/** Which twentieths of a required video were played: the first 20 bits of its state. @type {VideoApi} */
const Video = (() => {
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  /** The 24 bits as text. @type {OfElement} */
  const read = (box) => [...Progress.value(+box.dataset.tag).padEnd(4, 'A')].map((digit) =>
    DIGITS.indexOf(digit).toString(2).padStart(6, '0')).join('');

  /** @type {(bits: string) => string} */
  const write = (bits) => bits.replace(/.{6}/g, (digit) => DIGITS[parseInt(digit, 2)]);

  /** @type {(video: any, part: number) => boolean} */
  const isPlayed = ({ played, duration }, part) => {
    for (let i = 0; i < played.length; i++) {
      // with a fifth to spare at both ends
      if (played.start(i) * 20 <= (part + 0.2) * duration && played.end(i) * 20 >= (part + 0.8) * duration) return true;
    }
    return false;
  };

  /** @type {(box: any, changed: (box: any) => void) => void} */
  const watch = (box, changed) => {
    const [video, button, details] = ['video', '.read', 'details'].map((name) => box.querySelector(name));
    const put = (/** @type {string} */ value) => {
      Progress.put(+box.dataset.tag, value);
      changed(box);
    };

    // the last source failed; this event does not bubble
    box.addEventListener('error', (/** @type {any} */ { target }) => {
      if (!target.matches('video, source:last-of-type')) return;
      box.querySelector('.broken').hidden = false;
      if (details) details.open = true;
    }, true);
    if (!button) return;

    button.onclick = () => put('____');
    video.onloadedmetadata = () => {
      const gap = read(box).indexOf('0');
      if (gap > 0 && gap < 20 && !video.currentTime) video.currentTime = (gap * video.duration) / 20;
    };
    video.ontimeupdate = () => {
      const old = read(box);
      const bits = [...old].map((bit, part) => (part < 20 && isPlayed(video, part) ? '1' : bit)).join('');
      if (bits !== old) put(write(bits));
    };
    changed(box);
  };

  return {
    percent: (box) => read(box).slice(0, 20).replace(/0/g, '').length * 5,
    start: (changed) => document.querySelectorAll('.video').forEach((box) => watch(box, changed)),
  };
})();

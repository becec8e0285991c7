'use strict';
// Which twentieths of a required video were played: the first 20 of the 24 bits of its state
/** @type {VideoApi} */
const Video = (() => {
  const read = (box) => State.unpack(Progress.value(+box.dataset.tag)).padEnd(24, '0');

  // with a fifth to spare at both ends
  const isPlayed = ({ played, duration }, part) => {
    const isIn = (_, i) => played.start(i) * 20 <= (part + 0.2) * duration && played.end(i) * 20 >= (part + 0.8) * duration;
    return Array.from(played, isIn).includes(true);
  };

  const watch = (box, changed) => {
    const find = (selector) => box.querySelector(selector);
    const video = find('video');
    // the last source failed; this event does not bubble
    box.addEventListener('error', ({ target }) => {
      if (!target.matches('video, source:last-of-type')) return;
      find('.broken').hidden = false;
      if (find('details')) find('details').open = true;
    }, true);
    if (!find('.read')) return;

    const put = (bits) => {
      Progress.put(+box.dataset.tag, State.pack(bits));
      changed(box);
    };
    find('.read').onclick = () => put('1'.repeat(24));
    video.onloadedmetadata = () => {
      const gap = read(box).indexOf('0');
      if (gap > 0 && gap < 20 && !video.currentTime) video.currentTime = (gap * video.duration) / 20;
    };
    video.ontimeupdate = () => {
      const old = read(box);
      const bits = [...old].map((bit, part) => (part < 20 && isPlayed(video, part) ? '1' : bit)).join('');
      if (bits !== old) put(bits);
    };
    changed(box);
  };

  return {
    percent: (box) => read(box).slice(0, 20).replaceAll('0', '').length * 5,
    start: (changed) => document.querySelectorAll('.video').forEach((box) => watch(box, changed)),
  };
})();

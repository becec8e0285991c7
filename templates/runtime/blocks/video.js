'use strict';
// Which twentieths of a required video were played: the first 20 of the 24 bits of its state
Blocks.add('.video', (box, changed) => {
  const tag = +box.dataset.tag;
  const required = +box.dataset.required;
  const find = (selector) => box.querySelector(selector);
  const video = find('video');
  const read = () => State.unpack(Progress.value(tag)).padEnd(24, '0');
  const percent = () => read().slice(0, 20).replaceAll('0', '').length * 5;

  // with a fifth to spare at both ends
  const isPlayed = ({ played, duration }, part) => {
    const isIn = (_, i) => played.start(i) * 20 <= (part + 0.2) * duration && played.end(i) * 20 >= (part + 0.8) * duration;
    return Array.from(played, isIn).includes(true);
  };

  // the last source failed; this event does not bubble
  box.addEventListener('error', ({ target }) => {
    if (!target.matches('video, source:last-of-type')) return;
    find('.broken').hidden = false;
    if (find('details')) find('details').open = true;
  }, true);
  if (!required) return null;

  const isSeen = () => percent() >= required;
  const paint = () => {
    find('.watched').textContent = Blocks.text(isSeen() ? 'video.done' : 'video.watched', { n: percent(), required });
  };
  const put = (bits) => {
    Progress.put(tag, State.pack(bits));
    paint();
    changed();
  };
  find('.read').onclick = () => put('1'.repeat(24));
  video.onloadedmetadata = () => {
    const gap = read().indexOf('0');
    if (gap > 0 && gap < 20 && !video.currentTime) video.currentTime = (gap * video.duration) / 20;
  };
  video.ontimeupdate = () => {
    const old = read();
    const bits = [...old].map((bit, part) => (part < 20 && isPlayed(video, part) ? '1' : bit)).join('');
    if (bits !== old) put(bits);
  };
  paint();
  return () => !isSeen() && { control: video, key: 'video.need' };
});

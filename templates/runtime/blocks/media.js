'use strict';
// Which twentieths of a required video or sound were played: the first 20 of the 24 bits of its state
Blocks.add('.media', (box, changed) => {
  const { kind } = box.dataset;
  const tag = +box.dataset.tag;
  const required = +(box.dataset.required ?? 0);
  const media = find(box, kind);
  const read = () => State.unpack(Progress.value(tag)).padEnd(24, '0');
  const percent = () => read().slice(0, 20).replaceAll('0', '').length * 5;

  // with a fifth to spare at both ends
  const isPlayed = ({ played, duration }, part) => {
    const isIn = (_, i) => played.start(i) * 20 <= (part + 0.2) * duration && played.end(i) * 20 >= (part + 0.8) * duration;
    return Array.from(played, isIn).includes(true);
  };

  // the last source failed; this event does not bubble
  box.addEventListener('error', ({ target }) => {
    if (!target.matches('video, audio, source:last-of-type')) return;
    find(box, '.broken').hidden = false;
    find(box, 'details').open = true;
  }, true);
  // not by `default` on the track, for which a browser fetches the captions of every video at once
  if ('subtitled' in box.dataset) media.addEventListener('play', () => { media.textTracks[0].mode = 'showing'; }, { once: true });
  if (!required) return null;

  const isSeen = () => percent() >= required;
  const paint = () => {
    find(box, '.watched').textContent = Blocks.text(`${kind}.${isSeen() ? 'done' : 'watched'}`, { n: percent(), required });
  };
  const put = (bits) => {
    Progress.put(tag, State.pack(bits));
    paint();
    changed();
  };
  find(box, '.read').onclick = () => put('1'.repeat(24));
  media.onloadedmetadata = () => {
    const gap = read().indexOf('0');
    if (gap > 0 && gap < 20 && !media.currentTime) media.currentTime = (gap * media.duration) / 20;
  };
  media.ontimeupdate = () => {
    const old = read();
    const bits = old.replace(/0/g, (bit, part) => (isPlayed(media, part) ? '1' : bit));
    if (bits !== old) put(bits);
  };
  paint();
  return () => !isSeen() && { control: media, key: `${kind}.need` };
});

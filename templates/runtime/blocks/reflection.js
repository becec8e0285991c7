'use strict';
// What a learner writes for themselves, kept where the author said, and taken along as a text
Blocks.add('.reflection', (box, changed) => {
  const field = find(box, 'textarea');
  const tag = +box.dataset.tag; // only what the platform keeps has one
  let timer = 0;

  const read = () => {
    if (!tag) return Progress.device(box.id) ?? '';
    const bytes = State.unpack(Progress.value(tag)).match(/.{8}/g) ?? [];
    return new TextDecoder().decode(Uint8Array.from(bytes, (bits) => parseInt(bits, 2)));
  };
  const write = () => {
    if (!tag) return Progress.device(box.id, field.value);
    Progress.put(tag, State.pack(Array.from(new TextEncoder().encode(field.value), (byte) => byte.toString(2).padStart(8, '0')).join('')));
    return true;
  };
  const paint = () => {
    find(box, '.written').textContent = field.value;
  };
  const keep = () => {
    clearTimeout(timer);
    if (field.value === read()) return;
    find(box, '.lost').hidden = write();
    changed();
  };

  field.value = read();
  field.readOnly = Progress.snapshot().where === 'review';
  find(box, '.lost').hidden = !field.readOnly;
  field.oninput = () => {
    paint();
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  };
  field.onchange = keep;
  find(box, 'button').onclick = () => Blocks.take([]);
  paint();

  // where a word has no end to be seen, each character counts
  const spaced = (text) => text.replace(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu, ' $& ');
  const enough = () => (spaced(field.value).match(/[\p{L}\p{N}]+/gu) ?? []).length >= +box.dataset.words;
  return () => box.matches('[data-required]') && !enough() && { control: field, key: 'reflection.need' };
});

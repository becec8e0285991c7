'use strict';
// What a learner writes for themselves, kept where the author said, and taken along as a text
Blocks.add('.reflection', (box, changed) => {
  const field = find(box, 'textarea');
  const tag = +box.dataset.tag; // only what the platform keeps has one
  let timer = 0;

  const read = () => {
    if (tag) return Writing.unpack(Progress.value(tag));
    return Progress.device(box.id) ?? '';
  };
  const write = () => {
    if (!tag) return Progress.device(box.id, field.value);
    Progress.put(tag, Writing.pack(field.value));
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

  return () => box.matches('[data-required]') && Writing.words(field.value) < +box.dataset.words && { control: field, key: 'reflection.need' };
});

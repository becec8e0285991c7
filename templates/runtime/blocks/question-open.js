'use strict';
// An answer in one's own words, kept where its author said
(() => {
  const field = (box) => find(box, 'textarea');
  const isHere = ({ dataset }) => 'private' in dataset; // the state holds only that something was written
  const read = (box, value) => (isHere(box) ? Progress.device(box.id) ?? '' : Writing.unpack(value));

  Questions.type('open', {
    interaction: 'long-fill-in',
    read(box) {
      const { value } = field(box);
      find(box, '.written').textContent = value;
      if (!isHere(box)) return value.trim() ? Writing.pack(value) : '';
      if (value !== read(box, '')) find(box, '.lost').hidden = Progress.device(box.id, value);
      return value.trim() ? 'A' : '';
    },
    write(box, value) {
      field(box).value = read(box, value);
      find(box, '.written').textContent = field(box).value;
    },
    lacks: (box, value) => (Writing.words(read(box, value)) >= +box.dataset.words ? null : { key: 'question-open.need', control: field(box) }),
    credit: () => null,
    response: (box, value) => [read(box, value)],
    words: (box, value) => [read(box, value)],
    show() {},
  });
})();

'use strict';
// A word or a few, typed: compared without what the author says does not matter
(() => {
  const { lang } = Course;
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g; // of Latin, Greek and Cyrillic, Hebrew and Arabic
  const field = (box) => find(box, '.answer input');
  const answers = (box) => JSON.parse(box.dataset.answers);

  const fold = ({ dataset }, text) => {
    let folded = text.normalize('NFKC').trim().replace(/[‘’‛′´`]/g, "'").replace(/[“”„‟«»″]/g, '"').replace(/[‐-―−]/g, '-');
    if (!('spaces' in dataset)) folded = folded.replace(/\s+/g, ' ');
    if (!('capitals' in dataset)) folded = folded.toLocaleLowerCase(lang);
    return 'accents' in dataset ? folded : folded.normalize('NFD').replace(MARKS, '').normalize('NFC');
  };

  // letters that are missing, too many, wrong, or that changed places with the next
  const typos = (a, b) => {
    const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      rows.push([i]);
      for (let j = 1; j <= b.length; j++) {
        const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        rows[i].push(Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + +(a[i - 1] !== b[j - 1]),
          isSwap ? rows[i - 2][j - 2] + 1 : Infinity));
      }
    }
    return rows[a.length][b.length];
  };

  const isAnswer = (box, text) => {
    const most = +box.dataset.typos;
    const given = [...fold(box, text)];
    // of a short word too many letters would be another word
    return answers(box).map((one) => [...fold(box, one)]).some((one) => typos(given, one) <= Math.min(most, one.length / 4 | 0));
  };
  const isExact = (box, text) => answers(box).some((one) => fold(box, one) === fold(box, text));

  Questions.type('fill-in', {
    interaction: 'fill-in',
    read: (box) => (field(box).value.trim() ? Writing.pack(field(box).value) : ''),
    write(box, value) {
      field(box).value = Writing.unpack(value);
    },
    credit: (box, value) => +(value !== '' && isAnswer(box, Writing.unpack(value))),
    response: (box, value) => [Writing.unpack(value)],
    patterns: (box) => answers(box).map((one) => [one]),
    words: (box, value) => [Writing.unpack(value)],
    show(box, value, told, solved) {
      const text = Writing.unpack(value);
      const isRight = isAnswer(box, text);
      Questions.mark(find(box, '.answer .mark'), told && value ? (isRight ? 'right' : 'wrong') : '');
      // also how it is written without the typos
      find(box, '.solution').hidden = !(solved || (told && isRight)) || isExact(box, text);
    },
  });
})();

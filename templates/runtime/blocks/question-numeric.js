'use strict';
// A number, typed as people write it in the language of the course
(() => {
  const { lang } = Course;
  const [, { value: point }] = new Intl.NumberFormat(lang, { numberingSystem: 'latn' }).formatToParts(0.5);
  const FORM = /^(?=.{1,20}$)-?\d+(\.\d+)?$/; // no longer than what the build reckons with
  const GROUPS = /^-?\d{1,3}([.,])\d{3}(\1\d{3})*$/;
  const field = (box) => find(box, '.answer input');

  const latin = (text) => text.normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => `${digit.charCodeAt(0) % 16}`)
    .replace(/[\u2010-\u2015\u2212]/g, '-').replace(/\u066b/g, point).replace(/[\s\u066c'’\u200e\u200f\u061c]/g, '');

  const parse = (text, unit) => {
    let number = latin(text);
    const own = latin(unit).toLowerCase();
    if (own && number.toLowerCase().endsWith(own)) number = number.slice(0, -own.length);
    const [, whole, mark, rest] = /^([^]*?)([.,]?)(\d*)$/.exec(number.replace(/^\+/, '')) ?? ['', '', '', ''];
    // a mark that is not the decimal one stands before three digits
    const isGroup = mark && GROUPS.test(whole + mark + rest) && (whole.includes(mark) || mark !== point);
    const isPlain = !/[.,]/.test(whole) || (GROUPS.test(whole) && (isGroup || !whole.includes(mark)));
    number = `${whole.replace(/[.,]/g, '')}${isGroup || !mark ? '' : '.'}${rest}`.replace(/^(-?)\./, '$10.');
    return isPlain && FORM.test(number) ? number : '';
  };

  const shown = (number) => number.replace('.', point);
  const unpack = (value) => value.replace('_', '.');

  Questions.type('numeric', {
    interaction: 'numeric',
    read: (box) => parse(field(box).value, box.dataset.unit).replace('.', '_'),
    write(box, value) {
      if (parse(field(box).value, box.dataset.unit) !== unpack(value)) field(box).value = shown(unpack(value));
    },
    lacks: (box, value) => (value ? null : { key: 'question-numeric.empty', control: field(box) }),
    credit({ dataset }, value) {
      const number = +unpack(value);
      const near = 1e-9 * Math.max(1, Math.abs(number)); // what a sum of fractions is off by
      return +(value !== '' && number >= +dataset.least - near && number <= +dataset.most + near);
    },
    response: (box, value) => [unpack(value)],
    patterns: ({ dataset: { least, most } }) => [[least === most ? least : [least, most]]],
    words: ({ dataset }, value) => [[shown(unpack(value)), dataset.unit].filter(Boolean).join(' ')],
    show(box, value, told, solved) {
      const isRight = this.credit?.(box, value) === 1;
      Questions.mark(find(box, '.answer .mark'), told && value ? (isRight ? 'right' : 'wrong') : '');
      find(box, '.solution').hidden = !solved || isRight;
    },
  });
})();

'use strict';
// A certificate to print, with a code over what it says: docs/architecture.md
/** @type {CertificateApi} */
const Certificate = (() => {
  const PRIME = 2 ** 40 - 87;
  const clean = (name) => name.normalize().trim().replace(/\s+/g, ' ');

  const code = ({ id, version }, name, days) => {
    const date = Completion.day(days).toISOString().slice(0, 10);
    const bytes = new TextEncoder().encode([id, version, clean(name), date].join('\n'));
    const sum = bytes.reduce((total, byte) => (total * 257 + byte) % PRIME, 1);
    return Support.write('C', Support.bits(days, 15) + Support.bits(sum, 40));
  };

  return {
    code,
    start(course) {
      const box = /** @type {any} */ (document.getElementById('certificate'));
      const { classList } = document.documentElement;
      const paint = () => {
        const { complete, completed, name } = Progress.snapshot();
        const shown = clean(name || find(box, 'input').value);
        box.hidden = !complete || !completed;
        find(box, '.unnamed').hidden = name !== '';
        find(box, '.named').textContent = shown || '\u2026';
        find(box, '.dated').textContent = Completion.inWords(completed);
        find(box, '.proof').textContent = shown && code(course, shown, completed);
      };
      find(box, 'input').oninput = paint;
      find(box, '.print').onclick = () => {
        if (!find(box, '.proof').textContent) {
          find(box, 'input').focus();
          return;
        }
        classList.add('printing');
        print();
      };
      addEventListener('afterprint', () => classList.remove('printing'));
      Progress.on(paint);
      paint();
    },
  };
})();

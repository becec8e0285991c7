'use strict';
// A tick is kept, and can be taken back
Blocks.add('.checklist', (box, changed) => {
  const items = [...box.querySelectorAll('label > [data-tag]')];
  for (const item of items) {
    item.checked = Progress.value(+item.dataset.tag) === '1';
    item.onchange = () => {
      Progress.put(+item.dataset.tag, item.checked ? '1' : '0');
      changed();
    };
  }
  return () => {
    const control = box.matches('[data-required]') && items.find(({ checked }) => !checked);
    return control && { control, key: 'checklist.need' };
  };
});

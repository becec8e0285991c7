'use strict';
// The worker that keeps the site on the device; when another release is ready, and no other window shows this one, it begins here
if (/^http/.test(location.protocol)) {
  const { serviceWorker: worker } = navigator;
  worker?.register('service-worker.js', { updateViaCache: 'none' }).then(({ waiting }) => {
    if (waiting) {
      worker.addEventListener('controllerchange', () => location.reload());
      waiting.postMessage('begin');
    } else {
      worker.controller?.postMessage('fill');
    }
  }, () => {});
}

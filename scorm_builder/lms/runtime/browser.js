'use strict';
// What the player needs of a browser: ways to send, a page that stands still, chance that can be repeated.
const LmsBrowser = {
  /** Sent while a page goes away; whether it arrives nobody hears.
   * @param {string} address
   * @param {string} body
   * @returns {'stored' | 'refused'} */
  beacon(address, body) {
    return navigator.sendBeacon(address, new Blob([body], { type: 'application/json' })) ? 'stored' : 'refused';
  },

  /** The page stands still until it is answered, as with Moodle.
   * @param {string} address
   * @param {string} body
   * @returns {'stored' | 'refused' | 'offline'} */
  request(address, body) {
    const request = new XMLHttpRequest();
    try {
      request.open('POST', address, false);
      request.setRequestHeader('Content-Type', 'application/json');
      request.send(body);
    } catch {
      return 'offline';
    }
    return request.status >= 200 && request.status < 300 ? 'stored' : 'refused';
  },

  /** The page stands still. A page that goes away may wait for no answer, and so has to be busy.
   * @param {number} ms
   * @param {string} address of what answers so late */
  block(ms, address) {
    const end = performance.now() + ms;
    try {
      const request = new XMLHttpRequest();
      request.open('GET', `${address}?ms=${ms}`, false);
      request.send();
    } catch {
      // the loop does it alone
    }
    while (performance.now() < end);
  },

  /** Numbers from 0 to 1 that look like chance and are the same for the same seed (mulberry32).
   * @param {number} seed */
  numbers(seed) {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  },

  /** Whatever the page in a window has listened for on its end, it does not hear of it. A page of another server never hears of us.
   * @param {Window} view */
  silence(view) {
    const stop = (event) => event.stopImmediatePropagation();
    try {
      for (const type of ['pagehide', 'visibilitychange', 'beforeunload', 'unload']) {
        view.addEventListener(type, stop, true);
        view.document.addEventListener(type, stop, true);
      }
    } catch (problem) {
      if (!(problem instanceof DOMException)) throw problem;
    }
  },

  /** When a window that was told to close has said goodbye, or did not do so within a second.
   * @param {Window} view */
  closed(view) {
    return new Promise((resolve) => {
      setTimeout(resolve, 1000);
      view.addEventListener('pagehide', () => setTimeout(resolve), true);
      view.close();
    });
  },

  /** When a frame has left its page for an empty one.
   * @param {HTMLIFrameElement} frame */
  emptied(frame) {
    return new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true });
      frame.src = 'about:blank';
    });
  },
};

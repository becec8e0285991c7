'use strict';
// All that is known here of SCORM 2004, which is the same in its 3rd and 4th Edition
const Host = Scorm({
  api: 'API_1484_11', prefix: '', end: 'Terminate', unset: 403,
  core: 'cmi.', lesson: 'cmi.', person: 'cmi.learner_',
  statuses: [
    { element: 'cmi.completion_status', ranks: ['completed'], of: ({ report }) => (report && report !== 'failed' ? 'completed' : '') },
    { element: 'cmi.success_status', ranks: ['failed', 'passed'], of: ({ report, success = report }) => success },
  ],

  clock(seconds) {
    const total = Math.round(seconds * 100);
    return `PT${total / 360000 | 0}H${(total / 6000 | 0) % 60}M${(total % 6000 / 100).toFixed(2)}S`;
  },

  // 2-5; a platform that asks for all of it must not take `completed` back
  more({ report, share }, isComplete, set) {
    set('cmi.progress_measure', isComplete || (report && report !== 'failed') ? '1' : `${Math.min(Math.floor(share * 100) / 100, 0.99)}`);
  },

  objective: (id, titleOf) => [['description', titleOf(id)], ['completion_status', 'completed'], ['progress_measure', '1']],

  // an id stays what it is
  other: (element, value) => ({ id: value, description: '-', progress_measure: '0', success_status: 'unknown' })[element.replace(/.*\./, '')] ?? 'incomplete',

  // X8: the next launch goes on, also to read again
  leave: ['adl.nav.request', 'suspendAll'],
});

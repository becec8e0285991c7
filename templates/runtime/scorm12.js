'use strict';
// All that is known here of SCORM 1.2
const Host = Scorm({
  api: 'API', prefix: 'LMS', end: 'Finish',
  core: 'cmi.core.', lesson: 'cmi.core.lesson_', person: 'cmi.core.student_',
  statuses: [{ element: 'cmi.core.lesson_status', ranks: ['failed', 'completed', 'passed'], of: ({ report }) => report }],

  clock(seconds) {
    const total = Math.min(Math.round(seconds * 100), 3599999999);
    return `${total / 360000 | 0}`.padStart(4, '0') + new Date(total * 10).toISOString().slice(13, 22);
  },

  objective: () => [['status', 'completed']],
  other: (element, value) => (element.endsWith('d') ? `${value}_` : 'incomplete'),
});

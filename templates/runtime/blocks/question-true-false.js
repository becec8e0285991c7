'use strict';
// Whether what is said is true
Questions.type('true-false', { interaction: 'true-false' });

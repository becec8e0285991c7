'use strict';
// One of some options
Questions.type('single', {});

'use strict';
// Some of some options
Questions.type('multiple', {});

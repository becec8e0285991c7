'use strict';
// An opinion on a scale, neither right nor wrong
Questions.type('likert', { interaction: 'likert' });

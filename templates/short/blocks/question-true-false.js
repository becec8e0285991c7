"use strict";Questions.type("true-false",{interaction:"true-false"});

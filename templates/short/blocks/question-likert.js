"use strict";Questions.type("likert",{interaction:"likert"});

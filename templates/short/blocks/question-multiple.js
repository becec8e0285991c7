"use strict";Questions.type("multiple",{});

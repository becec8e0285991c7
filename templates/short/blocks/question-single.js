"use strict";Questions.type("single",{});

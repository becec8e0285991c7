"use strict";const addressOf=s=>"#"+s;

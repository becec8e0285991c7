'use strict';
// All pages are in one document, and the address of each is the id of its element
/** @type {(route: string) => string} */
const addressOf = (route) => `#${route}`;

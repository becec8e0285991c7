'use strict';
// Elements of the page, found and made. They are known by the templates that make them, so they are not typed
/** @type {(id: string) => any} */
const $ = (id) => document.getElementById(id);

/** @type {(box: any, selector: string) => any} */
const find = (box, selector) => box.querySelector(selector);

/** @type {(name: string, ...children: any[]) => any} */
const make = (name, ...children) => {
  const element = document.createElement(name);
  element.append(...children);
  return element;
};

/** What a build tells of the course: `CourseData`
 * @type {any} */
const Course = JSON.parse($('course').textContent);
const STEPS = Course.topics.flatMap((topic) => topic.steps);

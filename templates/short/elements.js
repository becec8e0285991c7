"use strict";const $=e=>document.getElementById(e),find=(e,t)=>e.querySelector(t),make=(e,...t)=>{const n=document.createElement(e);return n.append(...t),n};

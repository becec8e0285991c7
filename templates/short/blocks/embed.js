"use strict";Blocks.add(".embed .ask",t=>{find(t,"button").onclick=()=>{const e=find(t,"template").content.firstElementChild;t.replaceWith(e),e.focus()}});

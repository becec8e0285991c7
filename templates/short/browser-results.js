"use strict";const Results={start(){},add:({place:s})=>s,score:()=>!1,refused:()=>!1,other:()=>{}};

// The strict LMS of strict-lms.js without a browser.
import { PROFILES, Scorm12, Scorm12Rules, SimulatedLms } from '../lms/lms.mjs';

Object.assign(globalThis, { Scorm12, Scorm12Rules, SimulatedLms, STRICT_PROFILE: PROFILES.strict });
await import('./strict-lms.js');

export const { StrictLms } = globalThis;

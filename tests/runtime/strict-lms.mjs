// The strict LMSs of strict-lms.js without a browser.
import { PROFILES, PROFILES_2004, Scorm12, Scorm12Rules, Scorm2004, Scorm2004Rules, SimulatedLms } from '../lms/lms.mjs';

Object.assign(globalThis, {
  Scorm12, Scorm12Rules, Scorm2004, Scorm2004Rules, SimulatedLms, STRICT_PROFILES: { scorm12: PROFILES.strict, scorm2004: PROFILES_2004.strict },
});
await import('./strict-lms.js');

export const { StrictLms, StrictLms2004 } = globalThis;

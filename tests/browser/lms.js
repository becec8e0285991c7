'use strict';
// An LMS around an API of SCORM 1.2 or 2004: it stores what a course commits, and nothing else.
const lms = { calls: [], told: 0, pending: {} };

{
  const session = `/session/${location.search.slice(1)}`;

  const fetched = new XMLHttpRequest();
  fetched.open('GET', session, false);
  fetched.send();
  Object.assign(lms, JSON.parse(fetched.responseText));

  /** What is not the same in both standards. */
  const { prefix, end, global, Again, Strict } = {
    scorm12: { prefix: 'LMS', end: 'Finish', global: 'API', Again: Scorm12API, Strict: StrictLms },
    scorm2004: { prefix: '', end: 'Terminate', global: 'API_1484_11', Again: Scorm2004API, Strict: StrictLms2004 },
  }[lms.standard];

  // what it made of the course's words by itself
  const made = () => Object.fromEntries(['completion_status', 'success_status'].map((name) => [`cmi.${name}`, lms.api.cmi[name]]));

  // As Moodle does: a request that blocks for a commit, a beacon for the end.
  const store = (event) => {
    const values = lms.strict ? lms.strict.stored : { ...lms.pending, ...lms.standard === 'scorm2004' && made() };
    const body = JSON.stringify({ event, values, calls: lms.calls.slice(lms.told) });
    lms.told = lms.calls.length;
    lms.pending = {};
    if (event === prefix + end) return void navigator.sendBeacon(session, body);
    const request = new XMLHttpRequest();
    request.open('POST', session, false);
    request.send(body);
  };

  const makeApi = {
    again() {
      const api = new Again({ logLevel: 5, mastery_override: false });
      api.loadFromFlattenedJSON(lms.cmi);
      return api;
    },
    strict() {
      lms.strict = new Strict({ stored: lms.cmi, modes: lms.modes, profile: lms.profile });
      return lms.strict.api;
    },
  };

  lms.api = lms.kind === 'none' ? null : makeApi[lms.kind]();
  const done = (answer) => /^(true|1)$/.test(String(answer));
  const names = ['Initialize', end, 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic']
    .map((name) => prefix + name);

  const wrap = (name) => (...values) => {
    const call = [lms.launch, name, values, null];
    lms.calls.push(call);
    const answer = lms.api[name](...values);
    call[3] = String(answer);
    if (done(answer)) {
      if (name === `${prefix}SetValue`) lms.pending[values[0]] = values[1];
      if ([`${prefix}Commit`, prefix + end].includes(name)) store(name);
    }
    return answer;
  };

  if (lms.api) window[global] = Object.fromEntries(names.map((name) => [name, wrap(name)]));
}

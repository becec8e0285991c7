'use strict';
// An LMS around a SCORM 1.2 API: it stores what a course commits, and nothing else.
const lms = { calls: [], told: 0, pending: {} };

{
  const session = `/session/${location.search.slice(1)}`;

  const fetched = new XMLHttpRequest();
  fetched.open('GET', session, false);
  fetched.send();
  Object.assign(lms, JSON.parse(fetched.responseText));

  // As Moodle does: a request that blocks for a commit, a beacon for the end.
  const store = (event) => {
    const values = lms.strict ? lms.strict.stored : lms.pending;
    const body = JSON.stringify({ event, values, calls: lms.calls.slice(lms.told) });
    lms.told = lms.calls.length;
    lms.pending = {};
    if (event === 'LMSFinish') return void navigator.sendBeacon(session, body);
    const request = new XMLHttpRequest();
    request.open('POST', session, false);
    request.send(body);
  };

  const makeApi = {
    again() {
      const api = new Scorm12API({ logLevel: 5, mastery_override: false });
      api.loadFromFlattenedJSON(lms.cmi);
      return api;
    },
    strict() {
      lms.strict = new StrictLms({ stored: lms.cmi, modes: lms.modes, profile: lms.profile });
      return lms.strict.api;
    },
  };

  lms.api = lms.kind === 'none' ? null : makeApi[lms.kind]();
  const done = (answer) => /^(true|1)$/.test(String(answer));
  const names = ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError',
    'LMSGetErrorString', 'LMSGetDiagnostic'];

  const wrap = (name) => (...values) => {
    const call = [lms.launch, name, values, null];
    lms.calls.push(call);
    const answer = lms.api[name](...values);
    call[3] = String(answer);
    if (done(answer)) {
      if (name === 'LMSSetValue') lms.pending[values[0]] = values[1];
      if (name === 'LMSCommit' || name === 'LMSFinish') store(name);
    }
    return answer;
  };

  if (lms.api) window.API = Object.fromEntries(names.map((name) => [name, wrap(name)]));
}

const BROWSER = ['addEventListener', 'Blob', 'clearInterval', 'clearTimeout', 'close', 'CSS', 'document', 'Event', 'getSelection', 'history', 'innerHeight', 'IntersectionObserver',
  'localStorage', 'location', 'matchMedia', 'navigator', 'opener', 'performance', 'print', 'requestAnimationFrame', 'scrollTo', 'scrollX', 'scrollY',
  'sessionStorage', 'setInterval', 'setTimeout', 'TextDecoder', 'TextEncoder', 'URL', 'window'];
const LMS = ['LmsVisits', 'Scorm12', 'Scorm12Rules', 'Scorm2004', 'Scorm2004Rules', 'LmsPrerequisites', 'LMS_INDEX', 'LmsElements', 'LmsWarnings', 'SimulatedLms', 'LmsBrowser', 'LMS_STANDARDS', 'LmsPlayer'];
const IN_LMS = ['XMLHttpRequest', 'fetch', 'dispatchEvent', 'CustomEvent', 'DOMException', 'structuredClone'];
const IN_PREVIEW = ['DOMParser', 'fetch', 'EventSource', 'HTMLIFrameElement', 'URLSearchParams'];
const NODE = ['process', 'structuredClone', 'setImmediate', 'URL'];
const IN_SITE = ['fetch', 'DOMParser'];
const IN_WORKER = ['fetch', 'caches', 'Response', 'FILES', 'MEDIA', 'CACHE'];
const OURS = ['guard', '$', 'Course', 'STEPS', 'addressOf', 'find', 'make', 'cut', 'judge', 'State', 'Scorm', 'ScormResults', 'Host', 'Results', 'Score', 'Progress', 'Support', 'Completion', 'Certificate', 'Blocks', 'Menu', 'Questions', 'Writing'];

const globals = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const RULES = {
  'no-undef': 'error',
  'no-unused-vars': ['error', { varsIgnorePattern: `^(${OURS.join('|').replace('$', '\\$')})$` }],
  'no-redeclare': ['error', { builtinGlobals: false }],
  'no-var': 'error',
  'prefer-const': 'error',
  eqeqeq: 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-shadow': ['error', { builtinGlobals: false, hoist: 'functions' }],
  'no-console': 'error',
  'no-fallthrough': 'error',
  'no-dupe-keys': 'error',
  'no-unreachable': 'error',
  'no-self-assign': 'error',
};

export default [
  {
    files: ['templates/runtime/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: globals([...BROWSER, ...IN_SITE, ...IN_WORKER, ...OURS]) },
    rules: {
      ...RULES,
      strict: ['error', 'global'],
      // the learner's last data goes out with pagehide: see docs/architecture.md
      'no-restricted-syntax': ['error', 'Literal[value=/^(before)?unload$/]'],
    },
  },
  {
    files: ['scorm_builder/lms/runtime/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: globals([...BROWSER, ...IN_LMS, ...LMS]) },
    rules: {
      ...RULES,
      'no-unused-vars': ['error', { varsIgnorePattern: `^(${LMS.join('|')})$` }],
      strict: ['error', 'global'],
    },
  },
  {
    files: ['scorm_builder/preview/page/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: globals([...BROWSER, ...IN_PREVIEW, ...LMS, ...OURS]) },
    rules: RULES,
  },
  {
    files: ['tests/runtime/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: globals(['structuredClone', ...LMS]) },
    rules: RULES,
  },
  {
    files: ['tests/{runtime,lms}/*.mjs', '.ci/*.mjs'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: globals(NODE) },
    rules: RULES,
  },
];

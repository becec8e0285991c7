const BROWSER = ['addEventListener', 'Blob', 'clearInterval', 'clearTimeout', 'close', 'CSS', 'document', 'Event', 'getSelection', 'history', 'innerHeight', 'IntersectionObserver',
  'localStorage', 'location', 'matchMedia', 'navigator', 'opener', 'performance', 'print', 'requestAnimationFrame', 'scrollTo', 'scrollX', 'scrollY',
  'sessionStorage', 'setInterval', 'setTimeout', 'TextDecoder', 'TextEncoder', 'URL', 'window'];
const NODE = ['process', 'setImmediate', 'URL'];
const OURS = ['guard', '$', 'find', 'make', 'State', 'Host', 'Results', 'Score', 'Progress', 'Support', 'Completion', 'Certificate', 'Blocks', 'Menu', 'Questions', 'Writing'];

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
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: globals([...BROWSER, ...OURS]) },
    rules: {
      ...RULES,
      strict: ['error', 'global'],
      // the learner's last data goes out with pagehide: see docs/architecture.md
      'no-restricted-syntax': ['error', 'Literal[value=/^(before)?unload$/]'],
    },
  },
  {
    files: ['tests/runtime/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'script' },
    rules: RULES,
  },
  {
    files: ['tests/runtime/*.mjs', '.ci/*.mjs'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: globals(NODE) },
    rules: RULES,
  },
];

// Makes templates/short of templates/runtime: the same scripts without comments and with short local names, as they are
// shipped. `unsafe`, since no script of ours changes what is built into the language, or puts an object into a template. With --check nothing is written, and what is not up to date is a fault.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const templates = join(dirname(fileURLToPath(import.meta.url)), '../templates');
const checking = process.argv.includes('--check');
const scripts = (folder) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js')).sort();
const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const old = [];
const sources = scripts(join(templates, 'runtime'));
for (const name of sources) {
  const source = readFileSync(join(templates, 'runtime', name), 'utf8');
  const { code } = await minify(source, { ecma: 2020, compress: { passes: 3, inline: 1, unsafe: true }, format: { ecma: 2020 } });
  const file = join(templates, 'short', name);
  if (read(file) === `${code}\n`) continue;
  old.push(name);
  if (checking) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${code}\n`);
}
for (const name of scripts(join(templates, 'short')).filter((one) => !sources.includes(one))) {
  old.push(name);
  if (!checking) rmSync(join(templates, 'short', name));
}
if (checking && old.length) {
  process.stderr.write(`templates/short is not up to date (${old.join(', ')}): run \`npm run shorten\`\n`);
  process.exitCode = 1;
}

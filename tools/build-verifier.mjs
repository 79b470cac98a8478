// Builds the stand-alone verifier into a folder (`dist` unless named): dist/verifier.mjs (one file for Node, no dependency) and dist/verifier.html (one page
// that works from a disk, without a network). The page's own script and style are the only ones that its policy lets run.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';

const folder = process.argv[2] ?? 'dist';
const common = { bundle: true, write: false, format: 'esm', tsconfig: 'tsconfig.base.json', logLevel: 'warning' };
const bundle = async (options) => (await build({ ...common, ...options })).outputFiles[0].text;
const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const cli = await bundle({ entryPoints: ['apps/verifier/src/main.ts'], platform: 'node', target: 'node20' });
const script = await bundle({ entryPoints: ['apps/verifier/src/page/page.ts'], target: 'es2022', minify: true });
const style = await bundle({ entryPoints: ['apps/verifier/src/page/page.css'], minify: true });

const imported = [...cli.matchAll(/^import .* from ["'](.+)["'];$/gm)].map(([, name]) => name);
const packages = imported.filter((name) => !isBuiltin(name));
if (packages.length > 0) throw new Error(`the command line verifier would need ${packages.join(', ')}`);
if (script.includes('</script')) throw new Error('the script would end its own element');

const policy = [
  "default-src 'none'",
  `script-src ${digest(script)}`,
  `style-src ${digest(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const parts = { CSP: policy, STYLE: style, SCRIPT: script };
const template = await readFile('apps/verifier/src/page/index.html', 'utf8');
// the policy's hashes are over the very text between the tags, so nothing of the template's layout may stay there
const page = template.replace(
  /(?<=>)\s*%(STYLE|SCRIPT)%\s*(?=<)|%(CSP)%/g,
  (_, inline, attribute) => parts[inline ?? attribute],
);

await mkdir(folder, { recursive: true });
await writeFile(`${folder}/verifier.mjs`, `#!/usr/bin/env node\n${cli}`, { mode: 0o755 });
await writeFile(`${folder}/verifier.html`, page);
console.log(
  `${folder}/verifier.mjs ${Math.round(cli.length / 1024)} kB, verifier.html ${Math.round(page.length / 1024)} kB`,
);

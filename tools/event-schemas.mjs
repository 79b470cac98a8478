// Makes docs/events from the event types of all contexts: a JSON Schema for each, and an index. `--check` writes nothing and
// fails when a file is stale, missing, or left over.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import prettier from 'prettier';

import { indexPage } from './events/index-page.mjs';
import { readManifests } from './events/manifests.mjs';
import { schemasOf } from './events/schemas.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/events');

const formatted = async (name, text) => {
  const filepath = join(folder, name);
  return prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath });
};

const manifests = await readManifests(root);
const files = new Map([['README.md', indexPage(manifests)]]);
for (const [title, schema] of schemasOf(root, manifests)) files.set(`${title}.json`, JSON.stringify(schema));
for (const [name, text] of files) files.set(name, await formatted(name, text));

const there = await readdir(folder).catch(() => []);
const left = there.filter((name) => !files.has(name));
if (process.argv.includes('--check')) {
  const stale = [...left];
  for (const [name, text] of files)
    if ((await readFile(join(folder, name), 'utf8').catch(() => '')) !== text) stale.push(name);
  if (stale.length > 0) {
    console.error(`docs/events is stale (${stale.sort().join(', ')}): run node tools/event-schemas.mjs`);
    process.exitCode = 1;
  }
} else {
  await mkdir(folder, { recursive: true });
  for (const name of left) await rm(join(folder, name));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  console.log(`docs/events: ${files.size - 2} event types`);
}

// `npm run bench -- <name> [--json] [options]` runs tools/bench/<name>.mjs; without a name it lists what there is.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const directory = join(dirname(fileURLToPath(import.meta.url)), 'bench');
const names = readdirSync(directory)
  .filter((file) => file.endsWith('.mjs') && !file.startsWith('_'))
  .map((file) => file.slice(0, -'.mjs'.length));
const [name, ...args] = process.argv.slice(2);

if (name === undefined || !names.includes(name) || !existsSync(join(directory, `${name}.mjs`))) {
  console.error(`usage: npm run bench -- <${names.join('|')}> [--json]`);
  process.exit(1);
}
const { run } = await import(pathToFileURL(join(directory, `${name}.mjs`)).href);
await run(args);

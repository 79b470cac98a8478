// `npm run data-node -- start --data-dir <dir> --esdb-port <n> --mongo-port <n>`, and backup, restore, verify: the data node
// alone, on the code that was built last. The flags are its own; `--help` tells all.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../dist/apps/data-node/main.js', import.meta.url));

if (existsSync(entry)) {
  process.argv[1] = entry;
  await import(entry);
} else {
  console.error('The data node is not built yet: npm run build');
  process.exitCode = 1;
}

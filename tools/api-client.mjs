// Makes libs/web/src/api/schema.ts from docs/openapi.json. `--check` writes nothing and fails when the file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

const document = new URL('../docs/openapi.json', import.meta.url);
const target = fileURLToPath(new URL('../libs/web/src/api/schema.ts', import.meta.url));

const heading = '// Generated from docs/openapi.json by tools/api-client.mjs. Not to be edited.\n\n';
const text = heading + astToString(await openapiTS(document));
if (!process.argv.includes('--check')) {
  await writeFile(target, text);
} else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  console.error('libs/web/src/api/schema.ts is stale: run node tools/api-client.mjs');
  process.exitCode = 1;
}

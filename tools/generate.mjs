// `npm run generate -- slice <context> <use-case>`: a new use case folder in the house style.
import { fileURLToPath } from 'node:url';

import { generateSlice } from './generate/slice.mjs';
import { Failure, reportFailure } from './start/failure.mjs';

const USAGE = 'Usage: npm run generate -- slice <context> <use-case>, such as: slice payouts hold-payout-batch';
const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

try {
  const [what, context, useCase, ...rest] = process.argv.slice(2);
  if (what !== 'slice' || !context || !useCase || rest.length > 0) throw new Failure(USAGE);
  const { files, toDo } = await generateSlice(root, context, useCase);
  for (const file of files) console.log(`made ${file}`);
  console.log(`\nLeft to do:\n${toDo.map((line) => `  - ${line}`).join('\n')}`);
} catch (error) {
  reportFailure(error);
}

// `npm test`: sets up as `npm start` does and runs everything. `npm test -- lint jest` runs only those steps.
import { requireNode } from './start/node-version.mjs';

requireNode();
const { main } = await import('./test/main.mjs');
await main(process.argv.slice(2));

// `npm start`: installs what is missing, builds what is stale, starts the product and plays the demo season.
// Node's own modules only: this runs before anything is installed.
import { requireNode } from './start/node-version.mjs';

requireNode();
const { main } = await import('./start/main.mjs');
await main(process.argv.slice(2));

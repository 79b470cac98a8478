// `npm run test:contract -- --event-store <esdb url> --mongo <mongodb url> --redis <url>`: the contract and integration
// suites against engines that somebody else runs; `--own` starts them. `--help` says more.
import { requireNode } from './start/node-version.mjs';

requireNode();
const { main } = await import('./contract/main.mjs');
await main(process.argv.slice(2));

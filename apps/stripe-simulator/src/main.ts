import { readOptions } from './options';
import { start } from './simulator';

try {
  const simulator = await start(readOptions(process.argv.slice(2)));
  console.log('*** This is a SIMULATOR of Stripe for development and tests: no bank, no card, no real money. ***');
  console.log(`Stripe simulator is ready: ${simulator.url}`);
  const stop = (): void => void simulator.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error(`Stripe simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

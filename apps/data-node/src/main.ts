import { runCommand } from './cli/run-command.js';
import { HELP, type NodeOptions, parseCommand } from './node/options.js';
import { type RunningNode, startNode } from './node/start.js';
import { StartupError } from './node/startup-error.js';

let node: RunningNode | undefined;
let stopping = false;

/** Stops cleanly on the first signal; one that comes while still starting is obeyed right after. */
async function stop(): Promise<void> {
  stopping = true;
  const running = node;
  node = undefined;
  if (running === undefined) return;
  await running.close();
  process.exit(0);
}

/** One line for what its user can mend, the stack for what only we can. */
function fail(error: unknown): void {
  const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`data node: ${text}\n`, () => process.exit(1));
}

async function serve(options: NodeOptions): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().catch(fail));
  node = await startNode(options);
  process.stdout.write(`data node found ${options.dataDir}: ${node.found}\n`);
  process.stdout.write(`data node is ready: ${node.esdb} ${node.mongo}\n`);
  if (stopping) await stop();
}

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.name === 'help') process.stdout.write(HELP);
  else if (command.name === 'start') await serve(command);
  else process.exitCode = await runCommand(command);
} catch (error) {
  fail(error);
}

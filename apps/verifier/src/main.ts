import { run } from './cli/run';

const status = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});
process.exitCode = status;

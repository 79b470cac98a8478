import { writeSync } from 'node:fs';

/** Says on standard error how far long work is; at once, as the work may not come back to the event loop for long. */
export function tell(done: string): void {
  writeSync(process.stderr.fd, `… ${done}\n`);
}

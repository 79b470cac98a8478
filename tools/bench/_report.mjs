// What benchmarks share: a machine reference, so that figures of two machines can be compared, and the table.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A row `{name, perSecond, note}` from `count` operations that took `seconds`; `processor` is what `processorTime`
 * answers: `{serverMicros, clientMicros}` an operation.
 */
export const row = (name, count, seconds, note = '', { serverMicros, clientMicros } = {}) => ({
  name,
  perSecond: Math.round(count / seconds),
  ...(clientMicros !== undefined && { serverMicros, clientMicros }),
  note,
});

/** Seconds that `work` took. */
export async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** How often this machine can write 4 KiB and wait for the disk, one after the other. */
export async function rawFsyncs(milliseconds = 1500) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-fsync-'));
  const file = openSync(join(directory, 'reference'), 'w');
  const page = Buffer.alloc(4096, 1);
  let count = 0;
  const took = await seconds(() => {
    const end = performance.now() + milliseconds;
    for (; performance.now() < end; count += 1) {
      writeSync(file, page);
      fdatasyncSync(file);
    }
  });
  closeSync(file);
  rmSync(directory, { recursive: true, force: true });
  return row('reference: 4 KiB write + fdatasync', count, took, 'raw file, one at a time');
}

/** Prints rows as a table, or as JSON with the machine. */
export function report(title, rows, json) {
  const machine = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, node: process.version };
  if (json) return console.log(JSON.stringify({ title, machine, rows }, null, 2));
  console.log(`${title} (${machine.cores} × ${machine.cpu}, Node ${machine.node})\n`);
  const width = Math.max(...rows.map((each) => each.name.length));
  const withCpu = rows.some((each) => 'clientMicros' in each);
  if (withCpu) console.log(`${' '.repeat(width + 14)}  CPU µs each: server    client`);
  for (const { name, perSecond, serverMicros = '', clientMicros = '', note } of rows) {
    const cpu = withCpu ? `${String(serverMicros).padStart(21)}${String(clientMicros).padStart(10)}  ` : '';
    console.log(`${name.padEnd(width)}  ${perSecond.toLocaleString('en').padStart(10)}/s  ${cpu}${note}`);
  }
}

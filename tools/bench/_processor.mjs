// Processor time and memory of a process: what an operation costs is known also while others use the machine.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ticksPerSecond = () => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * A clock of the processor seconds that the process `pid` has used, all its threads together, or undefined where the
 * system doesn't tell (`/proc` is Linux's).
 */
export function processorClock(pid) {
  try {
    const perSecond = ticksPerSecond();
    const read = () => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold spaces; utime and stime are the 14th and 15th field.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / perSecond;
    };
    read();
    return read;
  } catch {
    return undefined;
  }
}

/** Resident memory of a process in MiB, or undefined where the system doesn't tell. */
export function residentMebibytes(pid) {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Math.round(Number(line[1]) / 1024) : undefined;
  } catch {
    return undefined;
  }
}

/** Processor microseconds per operation of this process and of the one that `clock` reads, around `work`. */
export async function processorTime(clock, count, work) {
  const server = clock?.();
  const client = process.cpuUsage();
  const result = await work();
  const used = process.cpuUsage(client);
  const per = (seconds) => Number(((seconds * 1e6) / count).toFixed(1));
  return {
    result,
    clientMicros: per((used.user + used.system) / 1e6),
    serverMicros: clock ? per(clock() - server) : undefined,
  };
}

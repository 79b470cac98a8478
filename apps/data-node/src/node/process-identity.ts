import { readFileSync } from 'node:fs';

/** A process beyond its number, which the system gives out again: `started` names boot and start time, if known. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** The identity of a running process; `started` is 'gone' if there is none and '' where the system doesn't tell. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: isRunning(pid) ? startOf(pid) : 'gone' };
}

/** Whether `now` is the process that `then` was. Without a start time the number has to do. */
export function sameProcess(then: ProcessIdentity, now: ProcessIdentity): boolean {
  return now.started !== 'gone' && then.pid === now.pid && then.started === now.started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another user's
  }
}

/** Linux: boot id and start time in clock ticks since boot, the 22nd field of /proc/<pid>/stat. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name may hold anything
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // A killed process whose parent hasn't asked for its status yet is still listed.
    return afterName[0] === 'Z' ? 'gone' : `${boot}/${afterName[19]}`;
  } catch {
    return '';
  }
}

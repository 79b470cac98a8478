import { execFileSync } from 'node:child_process';

/** The command line of a process, or undefined when it can't be told (Windows, or it is gone). */
const commandLine = (pid) => {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
};

/** Whether `pid` is alive and, as far as can be told, a command that holds `part`: ids of the dead are given anew. */
export const isRunning = (pid, part) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return commandLine(pid)?.includes(part) ?? process.platform === 'win32';
};

const gone = async (pid, part, withinMs) => {
  for (const end = Date.now() + withinMs; Date.now() < end;) {
    if (!isRunning(pid, part)) return true;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return !isRunning(pid, part);
};

/** Ends the processes of an earlier start that was killed before it could: they would hold the ports and the files. */
export const endLeftBehind = async (pids, say) => {
  for (const [name, pid] of Object.entries(pids)) {
    const part = `dist/apps/${name.replace(/-\d+$/, '')}/main.js`; // worker-2 is a worker

    if (!isRunning(pid, part)) continue;
    say(`Ending ${name} (process ${pid}), left behind by a start that was killed.`);
    process.kill(pid, 'SIGTERM');
    if (!(await gone(pid, part, 10_000))) process.kill(pid, 'SIGKILL');
    await gone(pid, part, 5_000);
  }
};

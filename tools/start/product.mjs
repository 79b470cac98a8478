import { join } from 'node:path';

import { openSecrets, readJson, writePrivate } from './data-dir.mjs';
import { endLeftBehind } from './left-behind.mjs';
import { choosePorts } from './ports.mjs';
import { programs } from './programs.mjs';
import { supervise } from './supervise.mjs';

/**
 * Starts the processes one after the other, each when the one before is ready, and keeps them running. What runs where
 * stands in `<data-dir>/run.json`: the ports, kept for the next start, and the process ids.
 * @param {{root: string, dataDir: string, port: number, env: NodeJS.ProcessEnv, say: (line: string) => void,
 *   workers?: number}} setting
 * @returns {Promise<{url: string, stop: () => Promise<void>}>} `stop` ends them in the other order and leaves none
 * @throws Failure when the port is taken or a process does not become ready; what had started is stopped by then
 */
export const startProduct = async ({ root, dataDir, port, env, say, workers = 1 }) => {
  const runFile = join(dataDir, 'run.json');
  const before = readJson(runFile, { ports: {}, pids: {} });
  await endLeftBehind(before.pids, say);
  const ports = await choosePorts(port, before.ports);
  const pids = {};
  const onPid = (name, pid) => {
    if (pid === undefined) delete pids[name];
    else pids[name] = pid;
    writePrivate(runFile, { url: `http://127.0.0.1:${ports.api}`, ports, pids });
  };

  const running = [];
  const stop = async () => {
    while (running.length > 0) await running.pop().stop();
  };
  try {
    for (const program of programs({ root, dataDir, ports, env, secrets: openSecrets(dataDir), workers }))
      running.push(await supervise(program, { say, onPid }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${ports.api}`, stop };
};

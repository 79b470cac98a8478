import { createServer } from 'node:net';

import { Failure } from './failure.mjs';

/** Asks the system for a port on the loopback address: `port` itself or, with 0, any. Undefined when it is taken. */
const probe = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: got } = server.address();
      server.close(() => resolve(got));
    });
  });

/** A free port: the one of last time if nobody took it meanwhile. */
const freePort = async (before, taken) => {
  if (before && !taken.has(before) && (await probe(before))) return before;
  for (;;) {
    const port = await probe(0);
    if (port && !taken.has(port)) return port;
  }
};

/**
 * Chooses the port of each process once, so that one that is started anew after a crash is found where it was.
 * @param {number} wanted the web server's port, 0 for any
 * @param {Record<string, number>} before the ports of the last start
 * @returns {Promise<{api: number, esdb: number, mongo: number, stripe: number}>}
 * @throws Failure when the wanted port is in use
 */
export const choosePorts = async (wanted, before = {}) => {
  if (wanted !== 0 && !(await probe(wanted)))
    throw new Failure(`Port ${wanted} is in use. Choose another with --port <n> (0 = any free one).`);
  const ports = { api: wanted };
  const taken = new Set([wanted]);
  for (const name of wanted === 0 ? ['api', 'esdb', 'mongo', 'stripe'] : ['esdb', 'mongo', 'stripe']) {
    ports[name] = await freePort(before[name], taken);
    taken.add(ports[name]);
  }
  return ports;
};

// What the machine gives without us, measured beside each table, so that figures of two machines can be compared.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { open } from 'lmdb';

import { row } from './_report.mjs';

async function perSecond(milliseconds, once) {
  const start = performance.now();
  let count = 0;
  for (; performance.now() < start + milliseconds; count += 1) await once(count);
  return [count, (performance.now() - start) / 1000];
}

/** LMDB's own durable commits, with the settings of the data node: one small value, one at a time. */
export async function rawCommits(milliseconds = 1500) {
  const path = mkdtempSync(join(tmpdir(), 'bench-lmdb-'));
  const db = open({ path, overlappingSync: false, encoding: 'binary' });
  const value = Buffer.alloc(400, 1);
  const measured = await perSecond(milliseconds, (n) => db.put(n, value));
  await db.close();
  rmSync(path, { recursive: true, force: true });
  return row('reference: LMDB commit', ...measured, 'one value, flushed, one at a time');
}

/** Round trips of a few bytes over the loopback, both ends in this process. */
export async function rawRoundTrips(milliseconds = 1000) {
  const server = createServer((socket) => socket.setNoDelay(true).pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect(server.address().port, '127.0.0.1').setNoDelay(true);
  const measured = await perSecond(milliseconds, async () => {
    socket.write('ping');
    await once(socket, 'data');
  });
  socket.destroy();
  server.close();
  return row('reference: TCP round trip', ...measured, 'loopback, one at a time');
}

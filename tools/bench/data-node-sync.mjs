// What each way of bringing a commit to disk costs: one small commit after the other, in an LMDB environment of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { open } from 'lmdb';

import { rawFsyncs, report, row, seconds } from './_report.mjs';

const WAYS = [
  ['flush within the commit (in use)', { overlappingSync: false }, 'on disk when answered and before anybody reads it'],
  [
    'flush after the commit, waited for',
    { overlappingSync: true },
    'on disk when answered; read by others before',
    true,
  ],
  ['flush after the commit, not waited for', { overlappingSync: true }, 'in the page cache only when answered'],
  ['no flush', { noSync: true }, 'a power cut may damage the file'],
];

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '2' } },
  });
  const rows = [await rawFsyncs()];
  for (const [name, options, note, waits] of WAYS) rows.push(await measure(name, options, note, waits, values.seconds));
  report('data node: one commit after the other', rows, values.json);
}

async function measure(name, options, note, waits, duration) {
  const path = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  const env = open({ path, noSubdir: false, encoding: 'binary', ...options });
  const value = Buffer.alloc(500, 7);
  let count = 0;
  const took = await seconds(async () => {
    const end = performance.now() + Number(duration) * 1000;
    for (; performance.now() < end; count += 1) {
      await env.transaction(() => env.putSync(count, value));
      if (waits) await env.flushed;
    }
  });
  await env.close();
  rmSync(path, { recursive: true, force: true });
  return row(name, count, took, note);
}

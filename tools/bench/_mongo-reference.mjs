// What this machine does without a data node: the same documents through LMDB and BSON alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BSON } from 'bson';
import { open } from 'lmdb';

import { row, seconds } from './_report.mjs';

const COUNT = 100_000;

/** Rows for raw LMDB puts and gets and for BSON; `document(n)` makes a document. */
export async function rawDocuments(document) {
  const documents = Array.from({ length: COUNT }, (_, n) => document(n));
  const encoded = [];
  const serialise = await seconds(() => documents.forEach((each) => encoded.push(BSON.serialize(each))));
  const deserialise = await seconds(() => encoded.forEach((each) => BSON.deserialize(each)));
  const { puts, gets } = await rawLmdb(documents, encoded);
  return [
    row('reference: BSON serialise', COUNT, serialise, 'one thread'),
    row('reference: BSON deserialise', COUNT, deserialise, 'one thread'),
    row('reference: LMDB put', COUNT, puts, '1,000 a transaction, flushed'),
    row('reference: LMDB get', COUNT, gets, 'by key, bytes copied'),
  ];
}

async function rawLmdb(documents, encoded) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-lmdb-'));
  const table = open({ path: directory, noSubdir: false, overlappingSync: false, encoding: 'binary' });
  const keys = documents.map(({ _id }) => Buffer.from(_id));
  const puts = await seconds(async () => {
    for (let from = 0; from < COUNT; from += 1_000) {
      await table.transaction(() => {
        for (let n = from; n < from + 1_000; n++) table.putSync(keys[n], encoded[n]);
      });
    }
  });
  const gets = await seconds(() => {
    for (let n = 0; n < COUNT; n++) table.get(keys[(n * 7919) % COUNT]);
  });
  await table.close();
  rmSync(directory, { recursive: true });
  return { puts, gets };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { verifyConsistency, verifyInclusion } from './index';

// The proof vectors of transparency-dev/merkle (Apache-2.0).
const root = resolve(import.meta.dirname, '../../../../..');
const folder = join(resolve(root, process.env['MAX_TEST_DATA'] ?? '../shared/data'), 'merkle/testdata');

interface Vector {
  desc: string;
  wantErr: boolean;
  proof: string[] | null;
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  size1: number;
  size2: number;
  root1: string;
  root2: string;
}

const bytes = (base64: string | null): Uint8Array => Buffer.from(base64 ?? '', 'base64');

const vectors = (kind: string): [string, Vector][] =>
  readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(join(folder, kind, name), 'utf8')) as Vector]);

if (!existsSync(folder)) {
  it.skip(`RFC 6962 proof vectors (MAX_TEST_DATA has no merkle/testdata: ${folder})`, () => undefined);
} else {
  it.each(vectors('inclusion'))('inclusion %s', (_, { leafHash, leafIdx, treeSize, root: top, proof, wantErr }) => {
    const claim = {
      leaf: bytes(leafHash),
      index: leafIdx,
      size: treeSize,
      root: bytes(top),
      proof: (proof ?? []).map(bytes),
    };
    expect(verifyInclusion(claim)).toBe(!wantErr);
  });

  it.each(vectors('consistency'))('consistency %s', (_, { size1, size2, root1, root2, proof, wantErr }) => {
    const claim = { oldSize: size1, newSize: size2, oldRoot: bytes(root1), newRoot: bytes(root2) };
    expect(verifyConsistency({ ...claim, proof: (proof ?? []).map(bytes) })).toBe(!wantErr);
  });
}

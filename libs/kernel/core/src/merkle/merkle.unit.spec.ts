import {
  consistencyProof,
  emptyRoot,
  hashFromHex,
  hexOf,
  inclusionProof,
  leafHash,
  MerkleRange,
  merkleRoot,
  MerkleTree,
  multiProof,
  nodeHash,
  rootFromMultiProof,
  splitPoint,
  verifyConsistency,
  verifyInclusion,
  type MerkleHash,
} from './index';

/** The definition of RFC 6962 §2.1, word for word; everything else is compared with it. */
const definition = (leaves: MerkleHash[]): MerkleHash => {
  const [only] = leaves;
  if (!only) return emptyRoot();
  if (leaves.length === 1) return only;
  const k = splitPoint(leaves.length);
  return nodeHash(definition(leaves.slice(0, k)), definition(leaves.slice(k)));
};

const SIZES = [...Array(40).keys(), 63, 64, 65, 127, 128, 129];
const leavesOf = (size: number): MerkleHash[] => Array.from({ length: size }, (_, i) => leafHash(`entry ${i}`));
const flipped = (hash: MerkleHash): MerkleHash => hash.map((byte, i) => (i === 7 ? byte ^ 4 : byte));

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

describe('hashes', () => {
  it('are those of the Certificate Transparency reference test data', () => {
    expect(hexOf(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hexOf(leafHash(''))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(hexOf(leafHash('L123456'))).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56');
  });

  it('are read from 64 lower-case hex digits only', () => {
    expect(hexOf(hashFromHex('ab'.repeat(32)))).toBe('ab'.repeat(32));
    for (const bad of ['', 'ab', 'AB'.repeat(32), 'zz'.repeat(32)]) expect(() => hashFromHex(bad)).toThrow(RangeError);
  });
});

describe('root', () => {
  it.each(SIZES)('of %i leaves follows the definition, built in three ways', (size) => {
    const leaves = leavesOf(size);
    const expected = hexOf(definition(leaves));
    expect(hexOf(merkleRoot(leaves))).toBe(expected);
    expect(hexOf(MerkleTree.of(leaves).root())).toBe(expected);
    const resumed = new MerkleRange();
    for (const leaf of leaves)
      expect(hexOf(new MerkleRange(resumed.append(leaf).state).root())).toBe(hexOf(resumed.root()));
    expect(hexOf(resumed.root())).toBe(expected);
  });

  it('is refused for a state that no tree has', () => {
    expect(() => new MerkleRange({ size: 3, nodes: leavesOf(1) })).toThrow('has 2 complete subtrees');
    expect(() => MerkleTree.of(leavesOf(3)).root(4)).toThrow(RangeError);
  });
});

describe('proofs', () => {
  it('include every leaf in every tree, and no other leaf, place, size or root', () => {
    for (const size of SIZES.slice(1, 34)) {
      const leaves = leavesOf(size);
      const tree = MerkleTree.of(leaves);
      leaves.forEach((leaf, index) => {
        const claim = { leaf, index, size, root: tree.root(), proof: inclusionProof(tree, index) };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leaf: flipped(leaf) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: flipped(claim.root) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, leaf] })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(claim.proof.length === 0);
        for (let other = 0; other < size; other += 1) {
          expect(verifyInclusion({ ...claim, index: other })).toBe(other === index);
        }
      });
    }
  });

  it('say of every two trees that the larger begins with the smaller', () => {
    const tree = MerkleTree.of(leavesOf(70));
    for (const newSize of SIZES.slice(1, 40)) {
      for (let oldSize = 1; oldSize <= newSize; oldSize += 1) {
        const proof = consistencyProof(tree, oldSize, newSize);
        const claim = { oldSize, newSize, oldRoot: tree.root(oldSize), newRoot: tree.root(newSize), proof };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, oldRoot: flipped(claim.oldRoot) })).toBe(false);
        expect(verifyConsistency({ ...claim, newRoot: flipped(claim.newRoot) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, claim.newRoot] })).toBe(false);
        proof.forEach((_, i) => {
          expect(verifyConsistency({ ...claim, proof: proof.map((h, j) => (i === j ? flipped(h) : h)) })).toBe(false);
        });
      }
    }
  });

  it('are refused for leaves and sizes that are none', () => {
    const tree = MerkleTree.of(leavesOf(5));
    expect(() => inclusionProof(tree, 5)).toThrow(RangeError);
    expect(() => inclusionProof(tree, 0.5)).toThrow(RangeError);
    expect(() => consistencyProof(tree, 0)).toThrow(RangeError);
    expect(() => consistencyProof(tree, 6)).toThrow(RangeError);
    const claim = { leaf: leafHash('x'), root: leafHash('x'), proof: [] };
    for (const index of [-1, 0.5, NaN, 2 ** 60]) expect(verifyInclusion({ ...claim, index, size: 1 })).toBe(false);
  });
});

describe('multi-proof', () => {
  const random = randomOf(20261122);

  it('leads from any set of leaves to the root, and nowhere else when one is changed', () => {
    for (let round = 0; round < 300; round += 1) {
      const size = 1 + Math.floor(random() * 80);
      const all = leavesOf(size);
      const tree = MerkleTree.of(all);
      const share = random();
      const chosen = [...all.keys()].filter(() => random() < share);
      const known = chosen.length > 0 ? chosen : [Math.floor(random() * size)];
      const leaves = known.map((index) => ({ index, hash: all[index] ?? leafHash('') }));
      const proof = multiProof(tree, known);
      expect(hexOf(rootFromMultiProof(size, leaves, proof))).toBe(hexOf(tree.root()));

      const victim = Math.floor(random() * leaves.length);
      const changed = leaves.map((leaf, i) => (i === victim ? { ...leaf, hash: flipped(leaf.hash) } : leaf));
      expect(hexOf(rootFromMultiProof(size, changed, proof))).not.toBe(hexOf(tree.root()));
      expect(() => rootFromMultiProof(size, leaves, [...proof, leafHash('more')])).toThrow('1 hashes are left over');
      if (proof.length > 0) expect(() => rootFromMultiProof(size, leaves, proof.slice(1))).toThrow('is missing');
    }
  });

  it('needs no hash when all leaves are known', () => {
    expect(multiProof(MerkleTree.of(leavesOf(11)), [...Array(11).keys()])).toEqual([]);
  });

  it('refuses leaves twice, out of order, outside the tree, or none at all', () => {
    const hash = leafHash('x');
    const leaves = (...indices: number[]) => indices.map((index) => ({ index, hash }));
    expect(() => rootFromMultiProof(4, leaves(1, 1), [])).toThrow('out of order');
    expect(() => rootFromMultiProof(4, leaves(2, 1), [])).toThrow('out of order');
    expect(() => rootFromMultiProof(4, leaves(4), [])).toThrow('no leaf 4 of 4');
    expect(() => rootFromMultiProof(4, [], [hash])).toThrow('no leaf is known');
  });
});

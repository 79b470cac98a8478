import { isHash, nodeHash, type MerkleHash } from './hash';
import { splitPoint, wholeNumber, type Span } from './span';
import type { MerkleTree } from './tree';

/**
 * The largest subtrees that hold none of the known leaves, from left to right: with their hashes and the known leaves
 * the root can be recomputed. The recursion is that of RFC 6962 §2.1, so the shape follows from `size` and the indices.
 *
 * @param known strictly ascending leaf indices, at least one
 * @throws RangeError when an index is out of order or outside the tree
 */
export const multiProofPath = (known: readonly number[], size: number): Span[] => {
  checkIndices(known, size);
  const path: Span[] = [];
  const walk = (start: number, end: number, from: number, to: number): void => {
    if (from === to) path.push({ start, end });
    else if (end - start > 1) {
      const middle = start + splitPoint(end - start);
      const cut = firstAtOrAbove(known, middle, from, to);
      walk(start, middle, from, cut);
      walk(middle, end, cut, to);
    }
  };
  walk(0, size, 0, known.length);
  return path;
};

/** The hashes that, with the known leaves, lead to the root. */
export const multiProof = (tree: MerkleTree, known: readonly number[]): MerkleHash[] =>
  multiProofPath(known, tree.size).map((span) => tree.subtree(span));

export interface KnownLeaf {
  readonly index: number;
  readonly hash: MerkleHash;
}

/**
 * The root that follows from known leaves (ascending by index) and the supplied hashes of all that lies between.
 *
 * @throws RangeError when indices are out of order or outside the tree, or a hash is missing or left over
 */
export const rootFromMultiProof = (
  size: number,
  leaves: readonly KnownLeaf[],
  proof: readonly MerkleHash[],
): MerkleHash => {
  const known = leaves.map(({ index }) => index);
  checkIndices(known, size);
  if (![...leaves.map(({ hash }) => hash), ...proof].every(isHash)) throw new RangeError('a hash is not 32 bytes long');
  let next = 0;
  const walk = (start: number, end: number, from: number, to: number): MerkleHash => {
    if (from === to) {
      const hash = proof[next++];
      if (!hash) throw new RangeError(`the hash of leaves ${start} to ${end} is missing`);
      return hash;
    }
    const leaf = leaves[from];
    if (end - start === 1 && leaf) return leaf.hash;
    const middle = start + splitPoint(end - start);
    const cut = firstAtOrAbove(known, middle, from, to);
    const left = walk(start, middle, from, cut);
    return nodeHash(left, walk(middle, end, cut, to));
  };
  const root = walk(0, size, 0, known.length);
  if (next !== proof.length) throw new RangeError(`${proof.length - next} hashes are left over`);
  return root;
};

const checkIndices = (known: readonly number[], size: number): void => {
  wholeNumber(size, 'size');
  if (known.length === 0) throw new RangeError('no leaf is known');
  let previous = -1;
  for (const index of known) {
    if (wholeNumber(index, 'index') <= previous) throw new RangeError(`leaf ${index} is out of order`);
    if (index >= size) throw new RangeError(`no leaf ${index} of ${size}`);
    previous = index;
  }
};

/** Position in `known` of the first index not below `bound`, within `from` to `to`. */
const firstAtOrAbove = (known: readonly number[], bound: number, from: number, to: number): number => {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((known[middle] ?? Infinity) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
};

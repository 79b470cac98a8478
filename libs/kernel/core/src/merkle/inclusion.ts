import { isHash, nodeHash, sameHash, type MerkleHash } from './hash';
import { splitPoint, wholeNumber, type Span } from './span';
import type { MerkleTree } from './tree';

/**
 * The subtrees whose hashes prove leaf `index` in a tree of `size` leaves, nearest to the leaf first
 * (RFC 6962 §2.1.1, PATH). @throws RangeError when the tree has no such leaf
 */
export const inclusionPath = (index: number, size: number): Span[] => {
  if (wholeNumber(index, 'index') >= wholeNumber(size, 'size')) throw new RangeError(`no leaf ${index} of ${size}`);
  const path: Span[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
    }
  }
  return path;
};

/** Proof that leaf `index` is in the tree of the first `size` leaves. */
export const inclusionProof = (tree: MerkleTree, index: number, size = tree.size): MerkleHash[] =>
  inclusionPath(index, size).map((span) => tree.subtree(span));

export interface InclusionClaim {
  readonly leaf: MerkleHash;
  readonly index: number;
  readonly size: number;
  readonly root: MerkleHash;
  readonly proof: readonly MerkleHash[];
}

/** Whether the proof leads from the leaf to the root (RFC 9162 §2.1.3.2). Never throws: claims come from outside. */
export const verifyInclusion = ({ leaf, index, size, root, proof }: InclusionClaim): boolean => {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let [position, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameHash(hash, root);
};

import { isHash, nodeHash, sameHash, type MerkleHash } from './hash';
import { splitPoint, wholeNumber, type Span } from './span';
import type { MerkleTree } from './tree';

/**
 * The subtrees whose hashes prove that the tree of `newSize` leaves only adds to the one of `oldSize`
 * (RFC 6962 §2.1.2, PROOF). @throws RangeError unless 0 < oldSize ≤ newSize
 */
export const consistencyPath = (oldSize: number, newSize: number): Span[] => {
  if (wholeNumber(oldSize, 'oldSize') === 0 || oldSize > wholeNumber(newSize, 'newSize')) {
    throw new RangeError(`no proof from ${oldSize} to ${newSize} leaves`);
  }
  const path: Span[] = [];
  let [start, end, whole] = [0, newSize, true];
  while (oldSize !== end) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
      whole = false;
    }
  }
  // the old root itself is known to the verifier and left out
  return whole ? path : [{ start, end }, ...path];
};

/** Proof that the first `newSize` leaves begin with the first `oldSize`. */
export const consistencyProof = (tree: MerkleTree, oldSize: number, newSize = tree.size): MerkleHash[] =>
  consistencyPath(oldSize, newSize).map((span) => tree.subtree(span));

export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: MerkleHash;
  readonly newRoot: MerkleHash;
  readonly proof: readonly MerkleHash[];
}

/** Whether the new tree begins with the old one (RFC 9162 §2.1.4.2). Never throws; an empty old tree proves nothing. */
export const verifyConsistency = ({ oldSize, newSize, oldRoot, newRoot, proof }: ConsistencyClaim): boolean => {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize) || oldSize <= 0 || oldSize > newSize)
    return false;
  if (oldSize === newSize) return proof.length === 0 && sameHash(oldRoot, newRoot);
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false;

  let [position, last] = [oldSize - 1, newSize - 1];
  const up = () => ([position, last] = [Math.floor(position / 2), Math.floor(last / 2)]);
  while (position % 2 === 1) up();
  const [first, ...rest] = position === 0 ? [oldRoot, ...proof] : proof; // a complete old tree is its own first node
  if (!first) return false;

  let [older, newer] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      [older, newer] = [nodeHash(hash, older), nodeHash(hash, newer)];
      while (position % 2 === 0 && position !== 0) up();
    } else {
      newer = nodeHash(newer, hash);
    }
    up();
  }
  return last === 0 && sameHash(older, oldRoot) && sameHash(newer, newRoot);
};

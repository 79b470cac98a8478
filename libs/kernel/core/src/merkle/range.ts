import { emptyRoot, nodeHash, type MerkleHash } from './hash';

/**
 * A root built leaf by leaf in O(log n) memory: the hashes of the complete subtrees from the left, largest first
 * (a "compact range"). `state` is enough to go on later.
 */
export class MerkleRange {
  private readonly nodes: MerkleHash[];
  private leaves: number;

  /** @throws RangeError when the number of subtrees is not the one that a tree of this size has */
  constructor(state: { readonly size: number; readonly nodes: readonly MerkleHash[] } = { size: 0, nodes: [] }) {
    const complete = [...state.size.toString(2)].filter((bit) => bit === '1').length;
    if (state.nodes.length !== complete) {
      throw new RangeError(
        `a tree of ${state.size} leaves has ${complete} complete subtrees, not ${state.nodes.length}`,
      );
    }
    this.nodes = [...state.nodes];
    this.leaves = state.size;
  }

  get size(): number {
    return this.leaves;
  }

  get state(): { size: number; nodes: MerkleHash[] } {
    return { size: this.leaves, nodes: [...this.nodes] };
  }

  append(leaf: MerkleHash): this {
    let node = leaf;
    // each trailing one of the size is a complete subtree that the new leaf closes into a larger one
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(this.nodes.pop() ?? node, node);
    this.nodes.push(node);
    this.leaves += 1;
    return this;
  }

  /** The root of all leaves so far (RFC 6962 §2.1). */
  root(): MerkleHash {
    return this.nodes.length === 0 ? emptyRoot() : this.nodes.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The root over leaf hashes in order (RFC 6962 §2.1, MTH). */
export const merkleRoot = (leafHashes: Iterable<MerkleHash>): MerkleHash => {
  const range = new MerkleRange();
  for (const leaf of leafHashes) range.append(leaf);
  return range.root();
};

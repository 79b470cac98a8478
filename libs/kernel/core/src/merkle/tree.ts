import { emptyRoot, nodeHash, type MerkleHash } from './hash';
import { splitPoint, type Span } from './span';

/** A tree in memory that knows every complete subtree, so that any proof takes O(log² n). 64 bytes a leaf. */
export class MerkleTree {
  /** `levels[l][i]` is the root of the leaves `i·2^l` to `(i+1)·2^l`. */
  private readonly levels: MerkleHash[][] = [[]];

  static of(leafHashes: Iterable<MerkleHash>): MerkleTree {
    const tree = new MerkleTree();
    for (const leaf of leafHashes) tree.append(leaf);
    return tree;
  }

  get size(): number {
    return this.levels[0]?.length ?? 0;
  }

  append(leaf: MerkleHash): void {
    let node = leaf;
    for (let level = 0; ; level += 1) {
      const row = (this.levels[level] ??= []);
      row.push(node);
      const left = row[row.length - 2];
      if (row.length % 2 === 1 || left === undefined) return;
      node = nodeHash(left, node);
    }
  }

  /** The root of the first `size` leaves. @throws RangeError when there are not that many */
  root(size = this.size): MerkleHash {
    return size === 0 ? emptyRoot() : this.subtree({ start: 0, end: size });
  }

  /** The hash of a subtree as RFC 6962 shapes them. @throws RangeError when its leaves are not all there */
  subtree({ start, end }: Span): MerkleHash {
    const size = end - start;
    if (!(size > 0) || start < 0 || end > this.size)
      throw new RangeError(`no leaves ${start} to ${end} of ${this.size}`);
    const level = Math.log2(size);
    const complete = Number.isInteger(level) && start % size === 0 ? this.levels[level]?.[start / size] : undefined;
    if (complete) return complete;
    const middle = start + splitPoint(size);
    return nodeHash(this.subtree({ start, end: middle }), this.subtree({ start: middle, end }));
  }
}

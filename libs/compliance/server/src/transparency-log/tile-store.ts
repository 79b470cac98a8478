import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { levelWidth, TILE_WIDTH, tilePath, tilesBetween, type Tile } from '@max/compliance/domain';
import { merkleRoot, nodeHash, splitPoint, type MerkleHash, type Span } from '@max/kernel';

import { readIfThere, writeDurably } from './durable-file';

const HASH = 32;

const hashesIn = (bytes: Uint8Array): MerkleHash[] =>
  Array.from({ length: bytes.length / HASH }, (_, i) => Uint8Array.from(bytes.subarray(i * HASH, (i + 1) * HASH)));

export class TileMissing extends Error {
  override readonly name = 'TileMissing';
}

/** A tree of `size` leaves as tile files (C2SP tlog-tiles); reads each tile once. */
export class TiledTree {
  private readonly tiles = new Map<string, Promise<MerkleHash[]>>();
  private readonly uneven = new Map<string, Promise<MerkleHash>>();

  constructor(
    private readonly folder: string,
    readonly size: number,
  ) {}

  /** The hash of a subtree as RFC 6962 shapes them. @throws TileMissing */
  async subtree({ start, end }: Span): Promise<MerkleHash> {
    const leaves = end - start;
    const height = Math.log2(leaves);
    if (Number.isInteger(height) && start % leaves === 0) return this.complete(start, height);
    const key = `${start}-${end}`;
    const known = this.uneven.get(key) ?? this.joined(start, start + splitPoint(leaves), end);
    this.uneven.set(key, known);
    return known;
  }

  private async joined(start: number, middle: number, end: number): Promise<MerkleHash> {
    return nodeHash(await this.subtree({ start, end: middle }), await this.subtree({ start: middle, end }));
  }

  private async complete(start: number, height: number): Promise<MerkleHash> {
    const level = Math.floor(height / 8);
    const first = start / TILE_WIDTH ** level;
    const hashes = await this.tile(level, Math.floor(first / TILE_WIDTH));
    const place = first % TILE_WIDTH;
    return merkleRoot(hashes.slice(place, place + 2 ** (height % 8)));
  }

  private tile(level: number, index: number): Promise<MerkleHash[]> {
    const key = `${level}/${index}`;
    const known = this.tiles.get(key) ?? this.read(level, index);
    this.tiles.set(key, known);
    return known;
  }

  private async read(level: number, index: number): Promise<MerkleHash[]> {
    const width = Math.min(TILE_WIDTH, levelWidth(this.size, level) - index * TILE_WIDTH);
    for (const path of [tilePath({ level, index, width }), tilePath({ level, index, width: TILE_WIDTH })]) {
      // a partial tile may be gone once the full one is there
      const bytes = await readIfThere(join(this.folder, path));
      if (bytes && bytes.length >= width * HASH) return hashesIn(bytes).slice(0, width);
    }
    throw new TileMissing(tilePath({ level, index, width }));
  }
}

/**
 * Writes the tiles that a tree of `size` leaves has and one of `from` leaves had not. Running it again changes nothing.
 *
 * @param leaves reads leaf hashes by index
 */
export const writeTiles = async (
  folder: string,
  from: number,
  size: number,
  leaves: (start: number, end: number) => Promise<MerkleHash[]>,
): Promise<void> => {
  const below = async ({ level, index, width }: Tile): Promise<MerkleHash[]> => {
    const start = index * TILE_WIDTH;
    if (level === 0) return leaves(start, start + width);
    const roots: MerkleHash[] = [];
    for (let i = start; i < start + width; i += 1) {
      const full = await readIfThere(join(folder, tilePath({ level: level - 1, index: i, width: TILE_WIDTH })));
      if (!full) throw new TileMissing(tilePath({ level: level - 1, index: i, width: TILE_WIDTH }));
      roots.push(merkleRoot(hashesIn(full)));
    }
    return roots;
  };
  for (const tile of tilesBetween(from, size)) {
    await writeDurably(join(folder, tilePath(tile)), Buffer.concat(await below(tile)));
    if (tile.width === TILE_WIDTH) await rm(join(folder, `${tilePath(tile)}.p`), { recursive: true, force: true });
  }
};

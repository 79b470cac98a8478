/** Width of a full tile (C2SP tlog-tiles): 256 hashes of 32 bytes. */
export const TILE_WIDTH = 256;

/** Tile `index` of a level, from 0; `width` hashes, 256 when it is full. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** `1234067` is written `x001/x234/067`. */
const indexPath = (index: number): string => {
  const groups = [index % 1000];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) groups.unshift(rest % 1000);
  return groups.map((group, i) => `${i < groups.length - 1 ? 'x' : ''}${group.toString().padStart(3, '0')}`).join('/');
};

/** Path below the log's folder: `tile/0/x001/067` or, with fewer than 256 hashes, `tile/0/x001/067.p/12`. */
export const tilePath = ({ level, index, width }: Tile): string =>
  `tile/${level}/${indexPath(index)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;

/** How many hashes a level of a tree of `size` leaves has: one for each full tile of the level below. */
export const levelWidth = (size: number, level: number): number => Math.floor(size / TILE_WIDTH ** level);

/** The tiles of a tree of `size` leaves that hold hashes which a tree of `from` leaves had not. */
export const tilesBetween = (from: number, size: number): Tile[] => {
  const tiles: Tile[] = [];
  for (let level = 0; levelWidth(size, level) > 0; level += 1) {
    const [old, now] = [levelWidth(from, level), levelWidth(size, level)];
    if (old === now) continue;
    for (let index = Math.floor(old / TILE_WIDTH); index * TILE_WIDTH < now; index += 1) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, now - index * TILE_WIDTH) });
    }
  }
  return tiles;
};

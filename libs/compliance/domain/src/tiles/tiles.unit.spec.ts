import { levelWidth, tilePath, tilesBetween } from './tiles';

describe('tiles (C2SP tlog-tiles)', () => {
  it('lie where the specification says', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 0, index: 0, width: 112 })).toBe('tile/0/000.p/112');
    expect(tilePath({ level: 2, index: 1000, width: 1 })).toBe('tile/2/x001/000.p/1');
  });

  it('of a tree of 70,000 leaves are those of the specification’s example', () => {
    const tiles = tilesBetween(0, 70_000);
    const full = (level: number) => tiles.filter((t) => t.level === level && t.width === 256).length;
    const partial = tiles.filter(({ width }) => width < 256).map(({ level, width }) => [level, width]);
    expect([full(0), full(1), full(2)]).toEqual([273, 1, 0]);
    expect(partial).toEqual([
      [0, 112],
      [1, 17],
      [2, 1],
    ]);
    expect(levelWidth(256, 1)).toBe(1);
  });

  it('that are new name only what a larger tree adds', () => {
    expect(tilesBetween(256, 256)).toEqual([]);
    expect(tilesBetween(255, 257)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 0, index: 1, width: 1 },
      { level: 1, index: 0, width: 1 },
    ]);
  });
});

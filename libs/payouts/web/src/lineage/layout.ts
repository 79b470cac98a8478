import type { LineageStatementDto, LineageTrackDto } from '@max/web';

/** Geometry of the picture, in CSS pixels. */
export const NODE = { height: 58, gap: 10, width: 224, channel: 92 } as const;

/** What doesn't fit into a column is told by a last node: "and 12 more". */
export const SHOWN = 9;

export interface Node<T> {
  readonly item: T;
  readonly y: number;
  /** Part of the column's sum, 0 to 1, for the width of its ribbon only. */
  readonly part: number;
}

export interface Ribbon {
  readonly path: string;
  readonly width: number;
  readonly chosen: boolean;
}

const pitch = NODE.height + NODE.gap;

/** Height of a column of so many nodes. */
export const columnHeight = (count: number): number => Math.max(1, count) * pitch - NODE.gap;

/** Places nodes under each other, from the top. */
export const place = <T extends { readonly amount: string }>(items: readonly T[]): Node<T>[] => {
  const sizes = items.map((item) => Math.abs(Number(item.amount)));
  const whole = sizes.reduce((sum, size) => sum + size, 0) || 1;
  return items.map((item, i) => ({ item, y: i * pitch, part: (sizes[i] ?? 0) / whole }));
};

const middle = (y: number): number => y + NODE.height / 2;

/** A curve from the node at `from` in column `column` to one in the next column. */
export const ribbon = (column: number, from: number, to: number, part: number, chosen: boolean): Ribbon => {
  const x1 = (column + 1) * NODE.width + column * NODE.channel;
  const x2 = x1 + NODE.channel;
  const bend = NODE.channel / 2;
  const path = `M${x1} ${middle(from)}C${x1 + bend} ${middle(from)} ${x2 - bend} ${middle(to)} ${x2} ${middle(to)}`;
  return { path, width: 1.5 + part * 26, chosen };
};

const size = (item: { amount: string }): number => Math.abs(Number(item.amount));

/** The largest first, as many as fit. */
export const largest = <T extends LineageStatementDto | LineageTrackDto>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => size(b) - size(a)).slice(0, SHOWN);

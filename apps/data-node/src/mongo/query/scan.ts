import { ID_INDEX } from '../indexes/definition.js';
import { type Entry, readRange } from '../storage/ranges.js';
import { type Tables } from '../storage/tables.js';
import { type Plan, type ScanRange } from './planner.js';

/** The entries of a plan in its order; their values are codes of `_id`, or documents if the index is that of `_id`. */
export function* scan(tables: Tables, chosen: Plan, expected?: number): Generator<{ readonly value: Buffer }> {
  const table = chosen.index.name === ID_INDEX ? tables.documents : tables.entries;
  const ranges = chosen.reverse ? [...chosen.ranges].reverse() : chosen.ranges;
  if (chosen.merge) {
    const sources = ranges.map((range) => readSuffixes(readRange(table, range, chosen.reverse, expected), range));
    return yield* merge(sources, chosen.reverse);
  }
  for (const range of ranges) yield* readRange(table, range, chosen.reverse, expected);
}

interface Suffixed extends Entry {
  readonly suffix: Buffer;
}

function* readSuffixes(entries: Iterable<Entry>, range: ScanRange): Generator<Suffixed> {
  for (const entry of entries) yield { ...entry, suffix: entry.key.subarray(range.shared) };
}

/** Merges ordered sources by their suffixes. */
function* merge(sources: readonly Generator<Suffixed>[], reverse: boolean): Generator<Entry> {
  const heads = sources.map((source) => source.next());
  for (;;) {
    let best = -1;
    let lowest: Suffixed | undefined;
    for (const [at, head] of heads.entries()) {
      if (head.done) continue;
      const sign = lowest ? Buffer.compare(head.value.suffix, lowest.suffix) : -1;
      if (!lowest || (reverse ? sign > 0 : sign < 0)) [best, lowest] = [at, head.value];
    }
    const source = sources[best];
    if (!lowest || !source) return;
    yield lowest;
    heads[best] = source.next();
  }
}

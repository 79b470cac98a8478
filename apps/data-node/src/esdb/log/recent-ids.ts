/**
 * The positions of the latest events by event id: how a repeated append without a revision is recognised. Knows at
 * least `capacity` and at most twice as many. Two generations, because a Map from which the oldest entry is deleted
 * at every step walks over the deleted ones to find it.
 */
export class RecentIds {
  #young = new Map<string, number>();
  #old: ReadonlyMap<string, number> = new Map();

  constructor(private readonly capacity: number) {}

  positionOf(id: string): number | undefined {
    return this.#young.get(id) ?? this.#old.get(id);
  }

  add(id: string, position: number): void {
    this.#young.set(id, position);
    if (this.#young.size < this.capacity) return;
    this.#old = this.#young;
    this.#young = new Map();
  }
}

/** The positions of the latest events by event id, bounded: how a repeated append without a revision is recognised. */
export class RecentIds {
  readonly #positions = new Map<string, number>();

  constructor(private readonly capacity: number) {}

  positionOf(id: string): number | undefined {
    return this.#positions.get(id);
  }

  add(id: string, position: number): void {
    this.#positions.delete(id); // so that it moves to the end, the youngest place
    this.#positions.set(id, position);
    if (this.#positions.size <= this.capacity) return;
    for (const oldest of this.#positions.keys()) {
      this.#positions.delete(oldest);
      return;
    }
  }
}

/** As many problems are kept in words; the others are only counted. */
const KEPT = 20;

/** What a check found wrong. Each problem says where, in terms that its reader can look up. */
export class Findings {
  readonly problems: string[] = [];
  count = 0;

  add(problem: string): void {
    this.count += 1;
    if (this.problems.length < KEPT) this.problems.push(problem);
  }

  /** Adds the problem unless `holds`. */
  expect(holds: boolean, problem: () => string): void {
    if (!holds) this.add(problem());
  }

  /** Runs a check; what it throws (as a reader does on bytes that make no sense) is a problem at `place`. */
  attempt<T>(place: () => string, check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      this.add(`${place()}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}

/** Called now and then during long work, with what is done so far. */
export type Progress = (done: string) => void;

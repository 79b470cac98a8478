import { MongoError } from '../errors.js';

/** What one sort, group or other stage may hold in memory, as in MongoDB. */
export const MEMORY_LIMIT = 100 * 1024 * 1024;

/** Counts the bytes that a stage holds. */
export class MemoryBudget {
  private held = 0;

  constructor(
    private readonly stage: string,
    private readonly limit = MEMORY_LIMIT,
  ) {}

  /** Throws 292 when the stage holds too much: nothing is written to disk for a query here. */
  take(bytes: number): void {
    this.held += bytes;
    if (this.held <= this.limit) return;
    throw new MongoError(
      292,
      `${this.stage} exceeded memory limit of ${this.limit} bytes; external sorting is not offered here, an index is`,
    );
  }

  fits(bytes: number): boolean {
    return this.held + bytes <= this.limit;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}

/** Roughly the bytes that a value takes. */
export const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return 24 + value.length;
  if (typeof value !== 'object' || value === null) return 16;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + sizeOf(each), 32);
  if (Object.getPrototypeOf(value) !== Object.prototype) return 64;
  return Object.entries(value).reduce((sum, [name, each]) => sum + 16 + name.length + sizeOf(each), 32);
};

import { amount, currency, type Amount, type Currency } from '@max/kernel';

/** Something from outside is not what it should be; `where` says the file and the line, or the event. */
export class Malformed extends Error {
  constructor(
    readonly where: string,
    readonly problem: string,
  ) {
    super(`${where}: ${problem}`);
    this.name = 'Malformed';
  }
}

/** @throws Malformed when the text is not JSON */
export const parseJson = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Malformed(where, `is not JSON (${error instanceof Error ? error.message : 'unreadable'})`);
  }
};

/** Reads the members of a JSON object that somebody else wrote; every method throws {@link Malformed}. */
export class Fields {
  private constructor(
    private readonly members: ReadonlyMap<string, unknown>,
    readonly where: string,
  ) {}

  static of(value: unknown, where: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(where, 'is no object');
    return new Fields(new Map(Object.entries(value)), where);
  }

  /** Refuses members that the format does not know: what nobody reads, nobody has checked. */
  only(...names: string[]): this {
    for (const name of this.members.keys()) {
      if (!names.includes(name)) throw new Malformed(this.where, `has an unknown member "${name}"`);
    }
    return this;
  }

  has(name: string): boolean {
    return this.members.has(name);
  }

  raw(name: string): unknown {
    if (!this.members.has(name)) throw new Malformed(this.where, `lacks "${name}"`);
    return this.members.get(name);
  }

  text(name: string): string {
    const value = this.raw(name);
    if (typeof value !== 'string') throw new Malformed(this.where, `"${name}" is no text`);
    return value;
  }

  textOrNull(name: string): string | null {
    return this.raw(name) === null ? null : this.text(name);
  }

  /** A whole number from 0 to 2⁵³ − 1. */
  whole(name: string): number {
    const value = this.raw(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw new Malformed(this.where, `"${name}" is no whole number`);
    }
    return value;
  }

  /** 64 lower-case hex digits. */
  digest(name: string): string {
    const value = this.text(name);
    if (!/^[0-9a-f]{64}$/.test(value)) throw new Malformed(this.where, `"${name}" is no SHA-256 in hex`);
    return value;
  }

  amount(name: string): Amount {
    return this.checked(name, amount);
  }

  currency(name: string): Currency {
    return this.checked(name, currency);
  }

  fields(name: string): Fields {
    return Fields.of(this.raw(name), `${this.where} ${name}`);
  }

  list(name: string): readonly unknown[] {
    const value = this.raw(name);
    if (!Array.isArray(value)) throw new Malformed(this.where, `"${name}" is no list`);
    return value;
  }

  each<T>(name: string, read: (entry: Fields) => T): T[] {
    return this.list(name).map((entry, i) => read(Fields.of(entry, `${this.where} ${name}[${i}]`)));
  }

  private checked<T>(name: string, parse: (text: string) => T): T {
    const value = this.text(name);
    try {
      return parse(value);
    } catch (error) {
      throw new Malformed(this.where, `"${name}" is ${error instanceof Error ? error.message : 'unreadable'}`);
    }
  }
}

import { DomainError } from '@max/kernel';

/** Where a page ended: the sorted field's value and the id. */
export interface Cursor {
  readonly value: string | number | boolean | null;
  readonly id: string;
}

export class BadCursor extends DomainError {
  readonly type = 'bad-cursor';
  readonly kind = 'invalid';
  constructor() {
    super('`after` is not the `next` of a page');
  }
}

export const encodeCursor = ({ value, id }: { value: unknown; id: string }): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url');

/** @throws BadCursor */
export const decodeCursor = (text: string): Cursor => {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw new BadCursor();
  }
  if (!Array.isArray(read) || read.length !== 2) throw new BadCursor();
  const [value, id] = read as unknown[];
  const plain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  if (!plain || typeof id !== 'string') throw new BadCursor();
  return { value: value as Cursor['value'], id };
};

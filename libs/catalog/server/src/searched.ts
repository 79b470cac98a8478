import { folded } from '@max/catalog/domain';
import { parseGtin, parseIsrc, type Gtin, type Isrc } from '@max/kernel';
import { InvalidRequest } from '@max/kernel/server';

/** @throws InvalidRequest */
export const askedIsrc = (text: string): Isrc =>
  parseIsrc(text) ?? refuse('isrc', 'not an ISRC (12 characters, ISO 3901)');

/** @throws InvalidRequest */
export const askedUpc = (text: string): Gtin =>
  parseGtin(text) ?? refuse('upc', 'not a UPC, EAN or GTIN with a right check digit');

/** Documents whose `search` holds the text, as text: nothing in it is a pattern. */
export const containing = (q: string): { search: { $regex: string } } => ({
  search: { $regex: folded(q).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') },
});

const refuse = (field: string, message: string): never => {
  throw new InvalidRequest([{ field, message }]);
};

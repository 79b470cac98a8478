import { badParameter, missing } from './fault';
import { integer, object, text, type Reader } from './parameters';

const range = object({ gt: integer, gte: integer, lt: integer, lte: integer });
const created: Reader<{ gt?: number; gte?: number; lt?: number; lte?: number }> = (value, name) => {
  if (typeof value !== 'string') return range(value, name);
  const at = integer(value, name);
  return { gte: at, lte: at };
};

/** The parameters that every list takes. */
export const paging = { limit: integer, starting_after: text, ending_before: text, created };

interface Page {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: { gt?: number; gte?: number; lt?: number; lte?: number };
}

/**
 * A page of a list, newest first, from objects in order of creation: https://docs.stripe.com/api/pagination
 * @throws StripeFault for a limit outside 1 to 100 or a cursor that isn't in the list
 */
export const page = <T extends { id: string; created?: number }>(url: string, oldestFirst: T[], ask: Page): object => {
  const limit = ask.limit ?? 10;
  if (limit < 1 || limit > 100) {
    throw badParameter('limit', 'limit must be between 1 and 100.', 'parameter_invalid_integer');
  }
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = ask.created ?? {};
  const all = oldestFirst.filter(({ created: at = 0 }) => at > gt && at >= gte && at < lt && at <= lte).reverse();
  const at = (id: string, param: string): number => {
    const index = all.findIndex((entry) => entry.id === id);
    if (index < 0) throw missing('object', id, param);
    return index;
  };
  if (ask.ending_before !== undefined) {
    const end = at(ask.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', url, has_more: start > 0, data: all.slice(start, end) };
  }
  const start = ask.starting_after === undefined ? 0 : at(ask.starting_after, 'starting_after') + 1;
  const data = all.slice(start, start + limit);
  return { object: 'list', url, has_more: start + data.length < all.length, data };
};

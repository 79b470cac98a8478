export { parse, PARSER_VERSION, type ParseOptions, type ParseOutcome } from './parse';
export { StatementRejected } from './statement-rejected';
export { DEFAULT_LIMITS, type EngineLimits } from './duckdb';
export { book } from './book/book';
export { countUnmatched } from './book/count-unmatched';
export type { Booking, BookInput, Catalogue } from './book/types';

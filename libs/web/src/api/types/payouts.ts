import type { Schemas } from '../schemas';

export type PayeeDto = Schemas['PayeeDto'];
export type BalanceDto = Schemas['BalanceDto'];
export type PostingDto = Schemas['PostingDto'];
export type BatchDto = Schemas['BatchDto'];
export type BatchLineDto = Schemas['BatchLineDto'];
export type SkippedPayeeDto = Schemas['SkippedPayeeDto'];
export type BatchDetailDto = Schemas['BatchDetailDto'];
export type PayoutDto = Schemas['PayoutDto'];

/** A payout walked down: the statements whose postings it paid, and the recordings in them. */
export type LineageDto = Schemas['Lineage'];
export type LineageStatementDto = Schemas['LineageStatement'];
export type LineageTrackDto = Schemas['LineageTrack'];
export type LineageLineDto = Schemas['LineageLine'];

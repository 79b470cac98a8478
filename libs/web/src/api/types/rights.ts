import type { Schemas } from '../schemas';

export type TrackDto = Schemas['TrackAnswer'];
export type CatalogImportDto = Schemas['ImportAnswer'];
export type SplitSheetDto = Schemas['SplitSheetAnswer'];
export type EarningsDto = Schemas['EarningsAnswer'];
export type EarningDto = Schemas['EarningsItem'];

export type { SplitSheetEvent, StatementEvent } from './events';
export * from './statement/commands';
export * from './statement/decider';
export * from './statement/errors';
export * from './statement/own-postings';
export * from './split-sheet/decider';
export * from './split-sheet/errors';
export * from './split-sheet/sheet-in-effect';

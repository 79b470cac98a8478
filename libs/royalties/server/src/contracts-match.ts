import type { RoyaltiesEvent } from '@max/royalties/contracts';
import type { SplitSheetEvent, StatementEvent } from '@max/royalties/domain';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Does not compile when the events that the domain decides are not those that the contracts promise. */
export const eventsMatch: Same<RoyaltiesEvent, StatementEvent | SplitSheetEvent> = true;

import type { CatalogEvent } from '@max/catalog/contracts';
import type { ArtistEvent, CatalogImportEvent, ReleaseEvent, TrackEvent } from '@max/catalog/domain';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Does not compile when the events that the domain decides are not those that the contracts promise. */
export const eventsMatch: Same<CatalogEvent, ArtistEvent | CatalogImportEvent | ReleaseEvent | TrackEvent> = true;

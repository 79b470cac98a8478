import { artist, catalogImport, release, track } from '@max/catalog/domain';
import { auditAccess, evidencePack, packBuilding } from '@max/compliance/domain';
import { user } from '@max/identity/domain';
import { fold, inboxAndOutbox, type Decider, type DomainEvent } from '@max/kernel';
import { payee, payout, payoutBatch } from '@max/payouts/domain';
import { splitSheet, statement } from '@max/royalties/domain';

/** What a stream's events fold to, in one word or number: its status, or how many things it knows of. */
type Fold = (events: readonly DomainEvent[]) => string | number;

const folding =
  <State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    tell: (state: State) => string | number,
  ): Fold =>
  (events) =>
    // a stream holds only the events of its own kind: the event store sees to that
    tell(fold(decider, events as readonly Event[]));

const status = (state: { readonly status: string }): string => state.status;

/** By the kind of stream, the part of its name before the first hyphen. */
export const FOLDS: Readonly<Record<string, Fold>> = {
  artist: folding(artist, status),
  auditAccess: folding(auditAccess, ({ asked }) => asked.length),
  catalogImport: folding(catalogImport, status),
  evidencePack: folding(evidencePack, status),
  packBuilding: folding(inboxAndOutbox('compliance.pack-building-told.v1', packBuilding), ({ own }) => own),
  payee: folding(payee, status),
  payout: folding(payout, status),
  payoutBatch: folding(payoutBatch, status),
  release: folding(release, status),
  splitSheet: folding(splitSheet, ({ sheets }) => sheets.length),
  statement: folding(statement, status),
  track: folding(track, status),
  user: folding(user, status),
  // no decider: that the stream has begun is all there is to know
  emailClaim: (events) => events.length,
};

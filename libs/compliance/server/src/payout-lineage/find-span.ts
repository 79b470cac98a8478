import { Inject, Injectable } from '@nestjs/common';

import { payoutStories, sealedEvent, type PackedEvent, type PayoutStory } from '@max/compliance/domain';
import { DomainError, type PayoutId } from '@max/kernel';
import { STORED_EVENTS, Views, type RecordedEvent, type StoredEvents, type WithId } from '@max/kernel/server';
import { payoutStream } from '@max/payouts/contracts';

import { moneySources, type SourceView } from '../sources/projection';

export class NoSuchPayout extends DomainError {
  readonly type = 'no-such-payout';
  readonly kind = 'not-found';
  constructor(payoutId: string) {
    super(`there is no payout ${payoutId}`, { payoutId });
  }
}

/** A payout and the bookings whose money it paid. */
export interface PayoutSpan {
  readonly payout: PayoutStory & { readonly payeeId: string };
  readonly requestedAt: string;
  readonly arrivalDate: string | null;
  readonly statements: readonly WithId<SourceView>[];
}

/**
 * Money on a payee's account has no colour: a payout is taken to pay what was booked since the payout before it (in its
 * currency, not counting those that failed or came back), and whatever that one had left.
 */
@Injectable()
export class FindSpan {
  constructor(
    @Inject(STORED_EVENTS) private readonly stored: StoredEvents,
    private readonly views: Views,
  ) {}

  /** @throws NoSuchPayout */
  async of(payoutId: PayoutId): Promise<PayoutSpan> {
    const events: RecordedEvent[] = [];
    for await (const event of this.stored.read(payoutStream(payoutId))) events.push(event);
    const story = payoutStories(events.map(packed)).get(payoutId);
    const [first] = events;
    if (!first || !story?.payeeId) throw new NoSuchPayout(payoutId);
    const sent = events.find(({ type }) => type === 'payouts.payout-sent.v1')?.data as
      { arrivalDate?: string } | undefined;
    return {
      payout: { ...story, payeeId: story.payeeId },
      requestedAt: first.metadata.occurredAt,
      arrivalDate: sent?.arrivalDate ?? null,
      statements: await this.statements(story.payeeId, payoutId, story.currency),
    };
  }

  private async statements(payeeId: string, payoutId: string, currency: string | null) {
    const sources = await this.views.all(moneySources, { payeeId, currencies: currency });
    const ordered = sources.sort((a, b) => (a.position < b.position ? -1 : 1));
    const end = ordered.findIndex(({ subjectId }) => subjectId === payoutId);
    const before = end < 0 ? [] : ordered.slice(0, end); // one that was skipped has paid nothing
    const previous = before.findLastIndex(({ kind, givenBack }) => kind === 'payout' && !givenBack);
    return before.slice(previous + 1).filter(({ kind }) => kind === 'statement');
  }
}

const packed = (event: RecordedEvent): PackedEvent => ({
  leafIndex: 0,
  event: sealedEvent(event),
  proof: [],
  where: `${event.stream}@${event.revision}`,
});

import type { DomainEvent } from '@max/kernel';

import { frozenLogs } from './corpus';
import { FOLDS } from './deciders';

/** These look at the data alone: what stands in their streams is seen to by the event store, which reads by kind. */
const BLIND: readonly string[] = ['artist', 'auditAccess', 'emailClaim', 'release', 'splitSheet', 'track'];

describe('what a decider has never heard of', () => {
  it('is refused by it, not folded into nothing', async () => {
    const logs = await frozenLogs();
    const events = logs.flatMap((log) => log.events);
    const strange: DomainEvent = { type: 'test.unheard-of.v1', data: {} };
    const silent = Object.keys(FOLDS).filter((kind) => {
      const stream = events.find((event) => event.stream.startsWith(`${kind}-`))?.stream;
      const history = events.filter((event) => event.stream === stream);
      try {
        FOLDS[kind]?.([...history, strange]);
        return true;
      } catch {
        return false;
      }
    });
    expect(silent.filter((kind) => !BLIND.includes(kind))).toEqual([]);
  });
});

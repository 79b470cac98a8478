import { after, inboxAndOutbox, type ProcessEntry } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { BUILD_QUEUE, GIVE_UP, packBuilding, PATIENCE_MS, type PackBuildingEvent, type PackNews } from './building';

const TYPE = 'compliance.pack-building-told.v1';
const AT = '2026-11-01T00:00:00.000Z';
const building = inboxAndOutbox(TYPE, packBuilding);
const told = (type: PackNews['type']) => ({ id: type, at: AT, input: { type, packId: 'pack-1' } });
const entry = (
  type: PackNews['type'],
  asks: ProcessEntry['asks'],
  ignored: string | null = null,
): PackBuildingEvent => ({
  type: TYPE,
  data: { inputId: type, at: AT, input: { type, packId: 'pack-1' }, asks, ignored },
});

const requested = entry('requested', [
  { kind: 'job', queue: BUILD_QUEUE, data: { packId: 'pack-1' } },
  after(AT, PATIENCE_MS, { type: 'overdue', packId: 'pack-1' }),
]);
const ended = entry('ended', []);

describe('the making of an evidence pack', () => {
  it('asks for the job once, and to be reminded', () => {
    given(building).when(told('requested')).then(requested);
    given(building, requested).when(told('requested')).thenNothing();
  });

  it('is given up when it has not ended in time', () => {
    const gaveUp = entry('overdue', [{ kind: 'command', name: GIVE_UP, data: { packId: 'pack-1' } }]);
    given(building, requested).when(told('overdue')).then(gaveUp);
    given(building, requested, gaveUp).when(told('ended')).then(ended);
  });

  it('ignores the reminder when it has ended, and says so', () => {
    given(building, requested).when(told('ended')).then(ended);
    given(building, requested, ended)
      .when(told('overdue'))
      .then(entry('overdue', [], 'the pack had come to its end'));
  });
});

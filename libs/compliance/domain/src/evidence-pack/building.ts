import { after, type DomainEvent, type ProcessEntry, type ProcessRules } from '@max/kernel';

/** What the making of a pack is told: it was asked for, it has come to an end, or it has taken too long. */
export interface PackNews {
  readonly type: 'requested' | 'ended' | 'overdue';
  readonly packId: string;
}

/** Stream: `packBuilding-<packId>`. */
export type PackBuildingEvent = DomainEvent<'compliance.pack-building-told.v1', ProcessEntry>;

/** Names of what the process asks for. */
export const BUILD_QUEUE = 'build-evidence-pack';
export const GIVE_UP = 'give-up';

/** Longer than any pack takes with all tries of its job: six hours. */
export const PATIENCE_MS = 6 * 60 * 60 * 1000;

/** Has a pack made, and sees to it that whoever asked gets an answer: one whose job is lost is given up in the end. */
export const packBuilding: ProcessRules<'none' | 'building' | 'ended', PackNews> = {
  initialState: 'none',
  react: ({ at, input: { type, packId } }, state) => {
    switch (type) {
      case 'requested': {
        const overdue: PackNews = { type: 'overdue', packId };
        return { asks: [{ kind: 'job', queue: BUILD_QUEUE, data: { packId } }, after(at, PATIENCE_MS, overdue)] };
      }
      case 'ended':
        return { asks: [] };
      case 'overdue':
        if (state === 'ended') return { ignored: 'the pack had come to its end' };
        return { asks: [{ kind: 'command', name: GIVE_UP, data: { packId } }] };
    }
  },
  evolve: (state, { input: { type } }) => (state === 'ended' || type === 'ended' ? 'ended' : 'building'),
};

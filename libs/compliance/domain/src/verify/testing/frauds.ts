import { groupsRootOf, samplePack, sampleSeason, type SampleEvent, type SampleSeason } from '../../testing';
import { verifyPack } from '../verify-pack';

/**
 * Frauds by the operator, who holds the keys: every hash, proof and signature is right, but what the events say can't be.
 */
export const after = (tamper: (season: SampleSeason) => void) => {
  const season = structuredClone(sampleSeason());
  tamper(season);
  const { checks } = verifyPack(samplePack(season));
  const failed = checks.filter(({ ok }) => !ok);
  return { names: failed.map(({ name }) => name), problems: failed.flatMap(({ problems }) => problems).join('\n') };
};

export const find = ({ events }: SampleSeason, type: string, id: string): SampleEvent => {
  const found = events.find((event) => event.type === type && JSON.stringify(event.data).includes(id));
  if (!found) throw new Error(`the season has no ${type} of ${id}`);
  return found;
};

export const drop = (season: SampleSeason, type: string, id: string): void => {
  const gone = find(season, type, id);
  season.events = season.events.filter((event) => event !== gone);
  const later = season.events.filter(({ stream, revision }) => stream === gone.stream && revision > gone.revision);
  for (const event of later) event.revision -= 1;
};

/** Lets the booking fit the groups as they are now. */
export const rebook = (season: SampleSeason): void => {
  for (const statement of season.statements) {
    find(season, 'royalties.statement-booked.v1', `"statementId":"${statement.statementId}"`).data['groupsRoot'] =
      groupsRootOf(statement);
  }
};

export const groupAt = ({ statements }: SampleSeason, index: number) => {
  const group = statements[0]?.groups[index];
  if (!group) throw new Error(`the first statement has no group ${index}`);
  return group;
};

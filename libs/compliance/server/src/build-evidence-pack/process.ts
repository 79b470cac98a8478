import { evidencePackStream, packBuildingStream, type ComplianceEvent } from '@max/compliance/contracts';
import { evidencePack, GIVE_UP, packBuilding, PATIENCE_MS, type PackNews } from '@max/compliance/domain';
import { defineDurableProcess } from '@max/kernel/server';

const news = (type: PackNews['type'], packId: string) => ({ instance: packId, input: { type, packId } });

/** Has requested packs made; what it was told and what it asked for stands in a stream of its own for each pack. */
export const buildRequestedPacks = defineDurableProcess<ComplianceEvent, 'none' | 'building' | 'ended', PackNews>({
  name: 'evidence-packs',
  entryType: 'compliance.pack-building-told.v1',
  stream: packBuildingStream,
  rules: packBuilding,
  on: {
    'compliance.evidence-pack-requested.v1': ({ data: { packId } }) => news('requested', packId),
    'compliance.evidence-pack-built.v1': ({ data: { packId } }) => news('ended', packId),
    'compliance.evidence-pack-failed.v1': ({ data: { packId } }) => news('ended', packId),
  },
  commands: {
    [GIVE_UP]: (data, { decide }) => {
      const { packId } = data as { packId: string }; // as the rules asked
      const reason = `it was not made within ${PATIENCE_MS / 3_600_000} hours; ask for it again`;
      return decide(evidencePack, evidencePackStream(packId), { type: 'record-failed', packId, reason });
    },
  },
});

import { defineProjection } from '@max/kernel/server';
import type { RoyaltiesEvent, SplitShare, SplitTarget } from '@max/royalties/contracts';

export interface SplitSheetView {
  readonly sheetId: string;
  readonly target: SplitTarget;
  /** The ISRC or UPC, to look for. */
  readonly subject: string;
  readonly effectiveFrom: string;
  readonly shares: readonly SplitShare[];
  readonly agreedAt: string;
}

export const splitSheets = defineProjection<SplitSheetView, RoyaltiesEvent>({
  name: 'split-sheets',
  version: 1,
  critical: true,
  indexes: [{ fields: { agreedAt: -1, _id: -1 } }, { fields: { subject: 1, effectiveFrom: 1 } }],
  on: {
    'royalties.split-sheet-agreed.v1': ({ data, metadata }, documents) =>
      documents.change(data.sheetId, () => ({
        ...data,
        subject: 'isrc' in data.target ? data.target.isrc : data.target.upc,
        agreedAt: metadata.occurredAt,
      })),
  },
});

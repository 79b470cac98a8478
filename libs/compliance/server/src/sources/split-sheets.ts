import { defineProjection } from '@max/kernel/server';
import type { RoyaltiesEvent } from '@max/royalties/contracts';

/** Which stream a split sheet was agreed in: groups of a breakdown name only the sheet's id. */
export interface SheetPlace {
  readonly stream: string;
}

export const sheetPlaces = defineProjection<SheetPlace, RoyaltiesEvent>({
  name: 'evidence-sheet-places',
  version: 1,
  critical: true,
  on: {
    'royalties.split-sheet-agreed.v1': ({ data, stream }, documents) =>
      documents.change(data.sheetId, () => ({ stream })),
  },
});

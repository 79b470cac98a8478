import { Injectable } from '@nestjs/common';

import { TRACKS_VIEW } from '@max/catalog/contracts';
import { sum } from '@max/kernel';
import { Views } from '@max/kernel/server';

import type { PlacedGroup } from '../sources/breakdown';
import type { LineageTrack } from './dto';

/** Brings the groups of a statement together by recording: what one payee got of each. */
@Injectable()
export class LineageTracks {
  constructor(private readonly views: Views) {}

  async of(groups: readonly PlacedGroup[], payeeId: string): Promise<LineageTrack[]> {
    const byRecording = new Map<string | null, PlacedGroup['group'][]>();
    for (const { group } of groups) byRecording.set(group.isrc, [...(byRecording.get(group.isrc) ?? []), group]);
    const titles = await this.titles([...byRecording.keys()].filter((isrc) => isrc !== null));
    return [...byRecording].map(([isrc, parts]) => {
      const shares = parts.flatMap((group) => group.shares.filter((share) => share.payeeId === payeeId));
      const percents = new Set(shares.map(({ percent }) => percent));
      return {
        isrc,
        title: (isrc !== null && titles.get(isrc)) || null,
        percent: percents.size === 1 ? ([...percents][0] ?? null) : null,
        lineCount: parts.reduce((count, { lineCount }) => count + lineCount, 0),
        amount: sum(shares.map(({ amount }) => amount)),
      };
    });
  }

  private async titles(isrcs: readonly string[]): Promise<Map<string, string>> {
    const tracks = await this.views.collection(TRACKS_VIEW);
    const found = await tracks.find({ _id: { $in: [...isrcs] } }).toArray();
    return new Map(found.map(({ _id, title }) => [_id, typeof title === 'string' ? title : '']));
  }
}

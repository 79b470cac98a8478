import { createInterface } from 'node:readline';
import { Inject, Injectable } from '@nestjs/common';

import { Fields, parseJson, readGroup, type Group } from '@max/compliance/domain';
import { hexOf, leafHash, MerkleTree, type Sha256 } from '@max/kernel';
import { FILES, type Files } from '@max/kernel/server';

/** A group of a breakdown file at its place; `json` is the file's own text of it. */
export interface PlacedGroup {
  readonly index: number;
  readonly group: Group;
  readonly json: string;
}

/** The file is not the one that was booked. */
export class BreakdownChanged extends Error {
  override readonly name = 'BreakdownChanged';
}

export interface BookedBreakdown {
  readonly breakdownFile: Sha256;
  readonly groupsRoot: string;
  readonly groupCount: number;
}

/** Reads breakdown files: the groups that pay some payees, and the tree over all groups. */
@Injectable()
export class Breakdowns {
  constructor(@Inject(FILES) private readonly files: Files) {}

  /** @throws BreakdownChanged, FileMissing */
  async read(
    booked: BookedBreakdown,
    payees: ReadonlySet<string>,
  ): Promise<{ groups: PlacedGroup[]; tree: MerkleTree }> {
    const tree = new MerkleTree();
    const groups: PlacedGroup[] = [];
    for await (const json of createInterface({ input: await this.files.read(booked.breakdownFile) })) {
      const where = `breakdown ${booked.breakdownFile} line ${tree.size + 1}`;
      const group = readGroup(Fields.of(parseJson(json, where), where));
      if (group.shares.some(({ payeeId }) => payees.has(payeeId))) groups.push({ index: tree.size, group, json });
      tree.append(leafHash(json));
    }
    if (hexOf(tree.root()) !== booked.groupsRoot || tree.size !== booked.groupCount) {
      throw new BreakdownChanged(`breakdown ${booked.breakdownFile} does not lead to the root that was booked`);
    }
    return { groups, tree };
  }
}

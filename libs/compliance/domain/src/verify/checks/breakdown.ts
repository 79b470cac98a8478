import { allocate, equals, hexOf, leafHash, rootFromMultiProof, scaleOf } from '@max/kernel';

import type { Booking, SplitSheet } from '../../facts/statement';
import type { Group, PackedGroup } from '../../pack/groups-file';
import { PACK_FILES } from '../../pack/format';
import { count, type Check } from '../check';
import type { PackedStatement } from '../load-pack';

export const groupsProven: Check = {
  name: 'breakdown',
  title: 'The divided groups are those under the root that was booked',
  run({ statements, bookings }, findings) {
    let groups = 0;
    for (const statement of statements.values()) {
      const booking = bookings.find(({ statementId }) => statementId === statement.statementId);
      if (booking) findings.attempt(statement.files.groups, () => checkRoot(statement, booking));
      else findings.add(statement.files.groups, `no event of the pack books statement ${statement.statementId}`);
      groups += statement.groups.length;
    }
    return `${count(groups, 'group')} of ${count(statements.size, 'statement')}`;
  },
};

const checkRoot = ({ groups, proof, files }: PackedStatement, booking: Booking): void => {
  if (!proof) throw new Error(`the proof ${files.proof} could not be read`);
  if (proof.groupsRoot !== booking.groupsRoot || proof.groupCount !== booking.groupCount) {
    throw new Error(`${files.proof} is about another root than the booking (${booking.where})`);
  }
  const known = groups.map(({ index, leaf }) => ({ index, hash: leafHash(leaf) }));
  const root = hexOf(rootFromMultiProof(booking.groupCount, known, proof.proof));
  if (root !== booking.groupsRoot) {
    throw new Error(`the groups lead to root ${root}, but booked was ${booking.groupsRoot} (${booking.where})`);
  }
};

export const sharesFollow: Check = {
  name: 'splits',
  title: 'Each group is divided by its split sheet, and the parts are the whole',
  run({ statements, sheets, bookings }, findings) {
    let shares = 0;
    for (const { groups, statementId } of statements.values()) {
      const booked = bookings.find((booking) => booking.statementId === statementId);
      for (const packed of groups) {
        shares += packed.group.shares.length;
        findings.attempt(packed.where, () => checkShares(packed, sheets, booked));
      }
    }
    return `${count(shares, 'share')} by ${count(sheets.length, 'split sheet')}`;
  },
};

const checkShares = ({ group }: PackedGroup, sheets: readonly SplitSheet[], booked: Booking | undefined): void => {
  const sheet = sheets.find(({ sheetId }) => sheetId === group.sheetId);
  if (!sheet) throw new Error(`split sheet ${group.sheetId} is not among the events`);
  if (booked && sheet.leafIndex > booked.leafIndex)
    throw new Error(`sheet ${sheet.sheetId} is younger than the booking`);
  if (sheet.isrc !== null && sheet.isrc !== group.isrc) throw new Error(`sheet ${sheet.sheetId} is of ${sheet.isrc}`);
  const parts = (shares: Group['shares'] | SplitSheet['shares']) =>
    shares
      .map(({ payeeId, percent }) => `${payeeId} ${percent}%`)
      .sort()
      .join(', ');
  if (parts(group.shares) !== parts(sheet.shares)) {
    throw new Error(`divides ${parts(group.shares)}, but the sheet says ${parts(sheet.shares)} (${sheet.where})`);
  }
  const scale = Math.max(scaleOf(group.amount), ...group.shares.map((share) => scaleOf(share.amount)));
  const weights = group.shares.map(({ payeeId, percent }) => ({ key: payeeId, weight: percent }));
  const due = allocate(group.amount, weights, scale);
  for (const { payeeId, amount } of group.shares) {
    const part = due.get(payeeId);
    if (!part || !equals(part, amount))
      throw new Error(`gives ${payeeId} ${amount} of ${group.amount}; due is ${part}`);
  }
};

export const payeesHaveGroups: Check = {
  name: 'sources',
  title: 'Every credit has its sales lines in the pack',
  run({ statements, bookings, draft }, findings) {
    const payees = new Set((draft?.lines ?? []).map(({ payeeId }) => `payee:${payeeId}`));
    const paying = bookings.filter(({ postings }) => postings.some(({ account }) => payees.has(account)));
    for (const { statementId, corrects, where } of paying) {
      // a correction that takes everything back has no groups of its own, but the corrected statement has
      if (!statements.has(statementId) && !(corrects && statements.has(corrects))) {
        findings.add(where, `credits payees of the batch, but statements/${statementId} is not in the pack`);
      }
    }
    if (!draft) findings.add(PACK_FILES.events, 'tells no draft of the batch');
    return count(paying.length, 'booking');
  },
};

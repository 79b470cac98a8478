import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { amount, parseGtin, parseIsrc, type PayeeId } from '@max/kernel';
import { created, Decisions, idFor, type Created } from '@max/kernel/server';
import { payeeStream } from '@max/payouts/contracts';
import { splitSheetStream, type SplitTarget } from '@max/royalties/contracts';
import { splitSheet } from '@max/royalties/domain';

import { AgreeSplitSheetCommand } from './command';
import type { SplitTargetDto } from './dto';
import { InvalidTarget, UnknownPayee } from './errors';

/** The same sheet sent again answers the id of the first. */
@CommandHandler(AgreeSplitSheetCommand)
export class AgreeSplitSheetHandler implements ICommandHandler<AgreeSplitSheetCommand> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ sheet, context }: AgreeSplitSheetCommand): Promise<Created> {
    const target = targetOf(sheet.target);
    const shares = sheet.shares.map(({ payeeId, percent }) => ({
      payeeId: payeeId as PayeeId,
      percent: amount(percent),
    }));
    await this.checkPayees(shares.map(({ payeeId }) => payeeId));
    const { effectiveFrom } = sheet;
    const command = { type: 'agree', sheetId: idFor(context, 'split-sheet'), target, effectiveFrom, shares } as const;
    const decided = await this.decisions.decide(splitSheet, splitSheetStream(target), command, context);
    const agreed = decided.state.sheets.find((one) => one.effectiveFrom === effectiveFrom);
    return created(agreed?.sheetId ?? command.sheetId, decided);
  }

  private async checkPayees(payeeIds: readonly PayeeId[]): Promise<void> {
    const known = await Promise.all(payeeIds.map((id) => this.decisions.exists(payeeStream(id))));
    const unknown = payeeIds.find((_, i) => known[i] === false);
    if (unknown !== undefined) throw new UnknownPayee(unknown);
  }
}

const targetOf = ({ isrc, upc }: SplitTargetDto): SplitTarget => {
  if ((isrc === undefined) === (upc === undefined)) throw new InvalidTarget('give one of the two');
  if (isrc !== undefined) {
    const parsed = parseIsrc(isrc);
    if (!parsed) throw new InvalidTarget(`${isrc} is no ISRC`);
    return { isrc: parsed };
  }
  const parsed = parseGtin(upc ?? '');
  if (!parsed) throw new InvalidTarget(`${upc} is no UPC`);
  return { upc: parsed };
};

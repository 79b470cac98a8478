import { Command } from '@nestjs/cqrs';
import type { CommandContext, Created } from '@max/kernel/server';

import type { SplitSheetDto } from './dto';

export class AgreeSplitSheetCommand extends Command<Created> {
  constructor(
    readonly sheet: SplitSheetDto,
    readonly context: CommandContext,
  ) {
    super();
  }
}

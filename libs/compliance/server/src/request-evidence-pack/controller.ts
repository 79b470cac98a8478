import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Matches } from 'class-validator';

import type { SignedInUser } from '@max/identity/contracts';
import type { PayoutBatchId } from '@max/kernel';
import { Allow, Context, Created, CurrentUser, type CommandContext } from '@max/kernel/server';

import { RequestEvidencePack } from './command';

export class EvidencePackRequest {
  @ApiProperty({ description: 'id of an approved payout batch' })
  @Matches(/^[\w-]{1,64}$/, { message: 'payoutBatchId must be the id of a payout batch' })
  payoutBatchId!: string;
}

@ApiTags('evidence')
@Controller('evidence-packs')
export class RequestEvidencePackController {
  constructor(private readonly commands: CommandBus) {}

  /** The pack is made in the background: ask for it until its status is `built` or `failed`. */
  @Post()
  @HttpCode(202)
  @Allow('create', 'EvidencePack')
  @ApiAcceptedResponse({ type: Created })
  request(
    @Body() { payoutBatchId }: EvidencePackRequest,
    @CurrentUser() user: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Created> {
    return this.commands.execute(new RequestEvidencePack(payoutBatchId as PayoutBatchId, user.id, context));
  }
}

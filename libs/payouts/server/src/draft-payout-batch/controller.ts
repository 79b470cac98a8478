import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { SignedInUser } from '@max/identity/contracts';
import { currency as parseCurrency } from '@max/kernel';
import { Allow, Context, Created, CurrentUser, type CommandContext } from '@max/kernel/server';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID } from 'class-validator';

import { IsCurrencyCode } from '../set-payout-method/dto';

import { DraftPayoutBatch } from './command';

export class DraftPayoutBatchDto {
  @ApiProperty({ example: 'EUR' }) @IsCurrencyCode() currency!: string;

  @ApiProperty({ type: [String], required: false, description: 'only these payees; else everyone with a balance' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsUUID(undefined, { each: true })
  payeeIds?: string[];
}

@ApiTags('payout-batches')
@Controller('payout-batches')
export class DraftPayoutBatchController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('create', 'PayoutBatch')
  @ApiCreatedResponse({ type: Created })
  draft(
    @Body() { currency, payeeIds }: DraftPayoutBatchDto,
    @CurrentUser() { id }: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Created> {
    return this.commands.execute(new DraftPayoutBatch(parseCurrency(currency), payeeIds, id, context));
  }
}

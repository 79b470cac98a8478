import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { PayeeId } from '@max/kernel';
import { Allow, Context, created, Created, Decisions, idFor, type CommandContext } from '@max/kernel/server';
import { payeeStream } from '@max/payouts/contracts';
import { payee } from '@max/payouts/domain';
import { Transform, Type } from 'class-transformer';
import { IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';

import { PayoutMethodInput } from '../set-payout-method/dto';
import { ProviderAccounts } from '../set-payout-method/provider-accounts';

export class RegisterPayeeDto {
  @ApiProperty({ minLength: 1, maxLength: 200 })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @ApiProperty({ type: PayoutMethodInput, required: false })
  @IsOptional()
  @ValidateNested()
  @Type(() => PayoutMethodInput)
  payoutMethod?: PayoutMethodInput;
}

/** Somebody who can be credited and paid: an artist, a producer, an estate. */
@ApiTags('payees')
@Controller('payees')
export class RegisterPayeeController {
  constructor(
    private readonly decisions: Decisions,
    private readonly accounts: ProviderAccounts,
  ) {}

  @Post()
  @Allow('create', 'Payee')
  @ApiCreatedResponse({ type: Created })
  async register(
    @Body() { name, payoutMethod }: RegisterPayeeDto,
    @Context() context: CommandContext,
    @Ip() ip: string,
  ): Promise<Created> {
    const payeeId = idFor<PayeeId>(context, 'payee');
    const agreed = { on: context.now.toISOString().slice(0, 10), ip };
    // the provider is asked first: a bank account that it refuses leaves no payee behind
    const account = payoutMethod && (await this.accounts.open(payeeId, null, payoutMethod, agreed));
    const stream = payeeStream(payeeId);
    const registered = await this.decisions.decide(payee, stream, { type: 'register', payeeId, name }, context);
    if (!account) return created(payeeId, registered);
    const setMethod = { type: 'set-payout-method', provider: 'stripe', ...account } as const;
    return created(payeeId, await this.decisions.decide(payee, stream, setMethod, context));
  }
}

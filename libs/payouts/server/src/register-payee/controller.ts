import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { newId, type PayeeId } from '@max/kernel';
import { Allow, Context, created, Created, Decisions, type CommandContext } from '@max/kernel/server';
import { payeeStream } from '@max/payouts/contracts';
import { payee } from '@max/payouts/domain';
import { Transform, Type } from 'class-transformer';
import { IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';

import { SetPayoutMethod } from '../set-payout-method/command';
import { PayoutMethodInput } from '../set-payout-method/dto';

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
    private readonly commands: CommandBus,
  ) {}

  @Post()
  @Allow('create', 'Payee')
  @ApiCreatedResponse({ type: Created })
  async register(
    @Body() { name, payoutMethod }: RegisterPayeeDto,
    @Context() context: CommandContext,
  ): Promise<Created> {
    const payeeId = newId<PayeeId>();
    const command = { type: 'register', payeeId, name } as const;
    const registered = await this.decisions.decide(payee, payeeStream(payeeId), command, context);
    if (!payoutMethod) return created(payeeId, registered);
    const { position } = await this.commands.execute(new SetPayoutMethod(payeeId, payoutMethod, context));
    return { id: payeeId, position };
  }
}

import { ApiProperty } from '@nestjs/swagger';
import { isCurrency } from '@max/kernel';
import {
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  registerDecorator,
  ValidateIf,
  type ValidationOptions,
} from 'class-validator';

/** An ISO 4217 code in capitals. */
export const IsCurrencyCode =
  (options?: ValidationOptions) =>
  (target: object, propertyName: string): void =>
    registerDecorator({
      name: 'isCurrencyCode',
      target: target.constructor,
      propertyName,
      ...(options ? { options } : {}),
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isCurrency(value),
        defaultMessage: () => `${propertyName} must be an ISO 4217 code in capitals`,
      },
    });

const isBankAccount = ({ accountId }: PayoutMethodInput): boolean => accountId === undefined;

/** Either a bank account, for which an account at the provider is opened, or the id of such an account. */
export class PayoutMethodInput {
  @ApiProperty({ required: false, example: 'DE', description: 'ISO 3166-1 alpha-2' })
  @ValidateIf(isBankAccount)
  @Matches(/^[A-Z]{2}$/, { message: 'country must be two capital letters' })
  country?: string;

  @ApiProperty({ required: false, example: 'EUR' })
  @ValidateIf(isBankAccount)
  @IsCurrencyCode()
  currency?: string;

  @ApiProperty({
    required: false,
    example: 'DE89370400440532013000',
    description: "IBAN or the country's own number; goes to the provider and is not kept here",
  })
  @ValidateIf(isBankAccount)
  @Matches(/^[A-Za-z0-9 -]{4,42}$/, { message: 'accountNumber must be an IBAN or digits' })
  accountNumber?: string;

  @ApiProperty({ required: false, example: '110000000', description: 'where there is no IBAN' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9 -]{3,20}$/, { message: 'routingNumber must be letters and digits' })
  routingNumber?: string;

  @ApiProperty({ required: false, description: 'not kept here' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  holderName?: string;

  @ApiProperty({ required: false, example: 'acct_1NnL2bPa7Z2xYQ', description: 'instead of a bank account' })
  @IsOptional()
  @Matches(/^acct_[A-Za-z0-9]{1,60}$/, { message: "accountId must be a Stripe account's id" })
  accountId?: string;
}

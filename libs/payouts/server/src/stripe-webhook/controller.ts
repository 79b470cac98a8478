import {
  Controller,
  Headers,
  HttpCode,
  Inject,
  Post,
  Req,
  ServiceUnavailableException,
  type RawBodyRequest,
} from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public, WithoutIdempotencyKey } from '@max/kernel/server';
import type { FastifyRequest } from 'fastify';

import { PAYMENT_PROVIDER, ProviderUnavailable, type PaymentProvider } from '../payment-port/payment-provider';

import { PayoutNews } from './payout-news';

export class WebhookReceived {
  @ApiProperty() received!: boolean;
}

/** Open to everybody, but believes only what Stripe has signed. A 2xx means that the outcome is on record. */
@ApiTags('webhooks')
@Controller('webhooks/stripe')
export class StripeWebhookController {
  constructor(
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
    private readonly news: PayoutNews,
  ) {}

  @Post()
  @WithoutIdempotencyKey('Stripe sends its event id, which is remembered')
  @HttpCode(200)
  @Public()
  @ApiOkResponse({ type: WebhookReceived })
  async receive(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<WebhookReceived> {
    const told = this.provider.readNews(request.rawBody ?? Buffer.alloc(0), signature ?? '');
    if (told) await this.news.take(told).catch(later);
    return { received: true };
  }
}

const later = (error: unknown): never => {
  if (error instanceof ProviderUnavailable) throw new ServiceUnavailableException(error.message, { cause: error });
  throw error;
};

import { Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { bySystem, CONFIG, Decisions, KnownEvents, Views, Workload, type Config } from '@max/kernel/server';
import { payoutsEvents } from '@max/payouts/contracts';
import { royaltiesEvents } from '@max/royalties/contracts';

import { ApprovePayoutBatchController } from './approve-payout-batch/controller';
import { ApprovePayoutBatchHandler } from './approve-payout-batch/handler';
import { ASK_PROVIDER, AskProvider } from './ask-provider/job';
import { ASK_PAYOUT, PayoutWatch } from './ask-provider/watch';
import { PAYOUT_RULES, readPayoutRules } from './config/payout-rules';
import { DraftPayoutBatchController } from './draft-payout-batch/controller';
import { DraftPayoutBatchHandler } from './draft-payout-batch/handler';
import { PayoutOutcomes } from './outcomes/payout-outcomes';
import { payApprovedBatches, RECLAIM_PAYOUT, SEND_PAYOUT, type PayoutJob } from './pay-approved-batches/process';
import { Balances } from './payee-balances/balances';
import { PayeeBalanceController } from './payee-balances/controller';
import { payeeBalances } from './payee-balances/projection';
import { PayeesController } from './payees/controller';
import { PayeeNames } from './payees/payee-names';
import { payees } from './payees/projection';
import { PAYMENT_PROVIDER } from './payment-port/payment-provider';
import { StripePaymentProvider } from './payment-port/stripe-payment-provider';
import { PayoutBatchesController } from './payout-batches/controller';
import { payoutBatches } from './payout-batches/projection';
import { PayoutsController } from './payouts/controller';
import { payouts } from './payouts/projection';
import { PostingsController } from './postings/controller';
import { postings } from './postings/projection';
import { ReclaimPayout } from './reclaim-payout/job';
import { RegisterPayeeController } from './register-payee/controller';
import { RejectPayoutBatchController } from './reject-payout-batch/controller';
import { RevisePayoutBatchController } from './revise-payout-batch/controller';
import { SendPayout } from './send-payout/job';
import { PaymentSteps } from './send-payout/payment-steps';
import { SetPayoutMethodController } from './set-payout-method/controller';
import { SetPayoutMethodHandler } from './set-payout-method/handler';
import { ProviderAccounts } from './set-payout-method/provider-accounts';
import { StripeWebhookController } from './stripe-webhook/controller';
import { PayoutNews } from './stripe-webhook/payout-news';
import { SubmitPayoutBatchController } from './submit-payout-batch/controller';

/** What both halves need: whom to pay through, by which rules, and how an outcome is recorded. */
@Module({
  providers: [
    {
      provide: PAYMENT_PROVIDER,
      useFactory: ({ stripe }: Config) => new StripePaymentProvider(stripe),
      inject: [CONFIG],
    },
    { provide: PAYOUT_RULES, useFactory: () => readPayoutRules(process.env) },
    PayoutOutcomes,
  ],
  exports: [PAYMENT_PROVIDER, PAYOUT_RULES, PayoutOutcomes],
})
class PaymentModule {}

const events = KnownEvents.of(payoutsEvents, royaltiesEvents);

/** Payees, balances, batches, payouts, and what the provider tells. */
@Module({
  imports: [PaymentModule, events],
  controllers: [
    RegisterPayeeController,
    SetPayoutMethodController,
    PayeesController,
    PayeeBalanceController,
    PostingsController,
    DraftPayoutBatchController,
    RevisePayoutBatchController,
    SubmitPayoutBatchController,
    ApprovePayoutBatchController,
    RejectPayoutBatchController,
    PayoutBatchesController,
    PayoutsController,
    StripeWebhookController,
  ],
  providers: [
    ProviderAccounts,
    SetPayoutMethodHandler,
    DraftPayoutBatchHandler,
    ApprovePayoutBatchHandler,
    Balances,
    PayeeNames,
    PayoutNews,
  ],
})
export class PayoutsApiModule {}

/** Views, the process from approval to payment, and the jobs that talk to the provider. */
@Module({
  imports: [PaymentModule, events],
  providers: [PaymentSteps, SendPayout, ReclaimPayout, PayoutWatch, AskProvider],
})
export class PayoutsWorkerModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly workload: Workload,
    private readonly decisions: Decisions,
    private readonly views: Views,
    private readonly sendPayout: SendPayout,
    private readonly reclaimPayout: ReclaimPayout,
    private readonly askProvider: AskProvider,
    private readonly watch: PayoutWatch,
  ) {}

  onModuleInit(): void {
    const { decisions, views } = this;
    this.workload.project(payees, payeeBalances, postings, payoutBatches, payouts);
    this.workload.react(payApprovedBatches({ decisions, views }));
    this.workload.work<PayoutJob>(SEND_PAYOUT, 8, (job) => this.sendPayout.run(job));
    this.workload.work<PayoutJob>(RECLAIM_PAYOUT, 4, (job) => this.reclaimPayout.run(job));
    this.workload.work<PayoutJob>(ASK_PAYOUT, 2, ({ id, data }) =>
      this.watch.askAbout(data.payoutId, bySystem('payout-watch', new Date(), id)),
    );
    this.workload.work(ASK_PROVIDER, 1, () => this.askProvider.run());
  }

  onApplicationBootstrap(): Promise<void> {
    return this.askProvider.next();
  }
}

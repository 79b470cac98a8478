export { PayoutsApiModule, PayoutsWorkerModule } from './payouts.module';

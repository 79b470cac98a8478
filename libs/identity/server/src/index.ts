export { IdentityApiModule, IdentityWorkerModule } from './identity.module';

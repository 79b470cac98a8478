export { ComplianceApiModule, ComplianceWorkerModule } from './compliance.module';

export { RoyaltiesApiModule, RoyaltiesWorkerModule } from './royalties.module';

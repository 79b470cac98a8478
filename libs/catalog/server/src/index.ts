export { CatalogApiModule, CatalogWorkerModule } from './catalog.module';

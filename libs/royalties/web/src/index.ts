export * from './royalties.routes';
export * from './portal.routes';

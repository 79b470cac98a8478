export * from './payouts.routes';
export * from './portal.routes';

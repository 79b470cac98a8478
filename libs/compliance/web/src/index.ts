export * from './compliance.routes';

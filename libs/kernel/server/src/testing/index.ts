export { canKill } from './given-engines';
export * from './replay';
export * from './test-app';
export * from './test-engines';
export * from './types-of';

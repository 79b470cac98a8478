export { canKill } from './given-engines';
export * from './test-app';
export * from './test-engines';
export * from './types-of';

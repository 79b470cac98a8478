export * from './events';
export * from './permissions';

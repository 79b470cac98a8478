export * from './events';
export * from './permissions';
export * from './skip-reasons';

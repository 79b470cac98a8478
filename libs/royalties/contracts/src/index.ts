export * from './events';
export * from './event-types';
export * from './permissions';
export * from './breakdown';

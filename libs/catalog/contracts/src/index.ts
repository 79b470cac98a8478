export * from './events';
export * from './permissions';
export * from './tracks-view';

export * from './sample-season';
export * from './sample-pack';

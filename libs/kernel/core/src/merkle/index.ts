export * from './hash';
export * from './span';
export * from './range';
export * from './tree';
export * from './inclusion';
export * from './consistency';
export * from './multi-proof';

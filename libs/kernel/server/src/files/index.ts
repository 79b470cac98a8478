export * from './files';
export * from './create-files';
export { FileDamaged } from './s3-files';

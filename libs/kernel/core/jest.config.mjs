import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('kernel-core', import.meta.url);

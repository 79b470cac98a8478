import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('kernel-server', import.meta.url);

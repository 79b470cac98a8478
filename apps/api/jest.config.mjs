import { nodePreset } from '../../jest.node.mjs';
export default nodePreset('api', import.meta.url);

import { nodePreset } from '../../jest.node.mjs';
export default nodePreset('data-node', import.meta.url);

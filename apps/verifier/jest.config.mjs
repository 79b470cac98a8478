import { nodePreset } from '../../jest.node.mjs';
export default nodePreset('verifier', import.meta.url);

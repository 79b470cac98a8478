import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('royalties-contracts', import.meta.url);

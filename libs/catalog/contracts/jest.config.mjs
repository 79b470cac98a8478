import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('catalog-contracts', import.meta.url);

import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('catalog-domain', import.meta.url);

import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('catalog-server', import.meta.url);

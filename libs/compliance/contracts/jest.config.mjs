import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('compliance-contracts', import.meta.url);

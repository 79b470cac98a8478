import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('compliance-domain', import.meta.url);

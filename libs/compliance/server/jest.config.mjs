import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('compliance-server', import.meta.url);

import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('payouts-server', import.meta.url);

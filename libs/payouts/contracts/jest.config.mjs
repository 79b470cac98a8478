import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('payouts-contracts', import.meta.url);

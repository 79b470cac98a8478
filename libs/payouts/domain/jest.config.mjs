import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('payouts-domain', import.meta.url);

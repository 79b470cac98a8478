import { nodePreset } from '../../jest.node.mjs';
export default nodePreset('stripe-simulator', import.meta.url);

import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('identity-contracts', import.meta.url);

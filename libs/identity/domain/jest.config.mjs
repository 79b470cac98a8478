import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('identity-domain', import.meta.url);

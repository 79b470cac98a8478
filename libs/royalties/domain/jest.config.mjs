import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('royalties-domain', import.meta.url);

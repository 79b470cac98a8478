import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('royalties-server', import.meta.url);

import { nodePreset } from '../../../jest.node.mjs';
export default nodePreset('identity-server', import.meta.url);

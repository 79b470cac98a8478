import { nodePreset } from '../../jest.node.mjs';
export default nodePreset('worker', import.meta.url);

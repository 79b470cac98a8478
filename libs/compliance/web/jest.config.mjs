import { angularPreset } from '../../../jest.angular.mjs';
export default angularPreset('compliance-web', import.meta.url);

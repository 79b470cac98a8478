import { angularPreset } from '../../jest.angular.mjs';
export default angularPreset('web', import.meta.url);

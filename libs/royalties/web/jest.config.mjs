import { angularPreset } from '../../../jest.angular.mjs';
export default angularPreset('royalties-web', import.meta.url);

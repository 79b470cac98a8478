import { angularPreset } from '../../jest.angular.mjs';
export default angularPreset('back-office', import.meta.url);

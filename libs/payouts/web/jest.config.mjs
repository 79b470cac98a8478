import { angularPreset } from '../../../jest.angular.mjs';
export default angularPreset('payouts-web', import.meta.url);

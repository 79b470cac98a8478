export { SignInPage } from '@max/web';

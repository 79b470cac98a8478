/** The pack can't be made, and trying again would not help. */
export class CannotBuild extends Error {
  override readonly name = 'CannotBuild';
}

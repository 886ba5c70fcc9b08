/**
 * Why the server does not start, in one line that says what to do. Whatever
 * else is thrown on the way up is a fault of ours and keeps its stack.
 */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

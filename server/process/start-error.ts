/** A start that cannot go on, told in one sentence: what happened, which value, what to do. Printed without a stack. */
export class StartError extends Error {
  override name = 'StartError'
}

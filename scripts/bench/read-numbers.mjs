/**
 * The numbers that a measuring script was given on its command line.
 * @param {string[]} args
 * @param {string} usage
 * @returns {number[]}
 * @throws {Error} with `expected: true`, the usage and the argument that is no whole number from 1
 */
export function readNumbers(args, usage) {
  const bad = args.find((text) => !/^[1-9]\d{0,3}$/.test(text))
  if (bad === undefined) return args.map(Number)
  const fault =
    bad === '--help' || bad === '-h' ? '' : `\nEach must be a whole number from 1, got "${bad}".`
  throw Object.assign(new Error(usage + fault), { expected: true })
}

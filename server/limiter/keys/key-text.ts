import { spellValue } from '../options/spell-value.ts'

/**
 * Checks what a key generator made of a request, and gives it back. Anything but text would become a key that all
 * requests share: `keyGenerator: keyByIp` (without the brackets of `keyByIp()`) returns a function.
 * @throws TypeError when it is no text, or empty
 */
export function keyText(key: unknown): string {
  if (typeof key === 'string' && key !== '') return key
  const hint = typeof key === 'function' ? ' Call it: keyByIp(), not keyByIp.' : ''
  throw new TypeError(
    `A key generator must return a text that is not empty, got ${spellValue(key)}.${hint}`,
  )
}

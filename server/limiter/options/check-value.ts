import { spellValue } from './spell-value.ts'

/** Looks at one option's value; throws a TypeError or RangeError that names the option and the value. */
export type Check = (value: unknown, option: string) => void

/** A whole number in bounds. A text such as "5" is refused: the same text in Lua would compare as text. */
export function whole(min: number, max: number): Check {
  return function checkWhole(value, option) {
    const message = `${option} must be a whole number from ${min} to ${max}, got ${spellValue(value)}`
    if (typeof value !== 'number') throw new TypeError(message)
    if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(message)
  }
}

export function oneOf(...allowed: (string | boolean)[]): Check {
  const list = allowed.map((one) => spellValue(one))
  const words = `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`
  return function checkOneOf(value, option) {
    if (allowed.some((one) => one === value)) return
    const message = `${option} must be ${words}, got ${spellValue(value)}`
    throw typeof value === 'string' ? new RangeError(message) : new TypeError(message)
  }
}

/** More than `min`, at most `max`. */
export function above(min: number, max: number): Check {
  return function checkAbove(value, option) {
    const message = `${option} must be a number above ${min}, at most ${max}, got ${spellValue(value)}`
    if (typeof value !== 'number') throw new TypeError(message)
    if (!(value > min && value <= max)) throw new RangeError(message)
  }
}

export const aFunction: Check = function checkFunction(value, option) {
  if (typeof value === 'function') return
  throw new TypeError(`${option} must be a function, got ${spellValue(value)}`)
}

/** A text that can begin a key: every key of the limiter carries it, so it is short and visible. */
export const keyPrefix: Check = function checkPrefix(value, option) {
  if (typeof value !== 'string') {
    throw new TypeError(`${option} must be text, got ${spellValue(value)}`)
  }
  if (value.length > 128 || /\p{C}/u.test(value)) {
    throw new RangeError(
      `${option} must be at most 128 visible characters, got ${spellValue(value)}${value.length > 128 ? ` (${value.length} characters)` : ''}`,
    )
  }
}

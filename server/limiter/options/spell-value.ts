/**
 * A value as an error message shows it: short, on one line, and told apart from its look-alikes, so that the text
 * `"5"` is not read as the number 5.
 */
export function spellValue(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  }
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}

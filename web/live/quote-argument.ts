/** A word of a line as valkey-cli reads it: as it is, or in double quotes where it would be read as something else. */
export function quoteArgument(text: string): string {
  if (text !== '' && !/[\s"'\\\p{Control}]/u.test(text)) return text
  const inside = text.replace(/["\\]/g, '\\$&').replace(/\p{Control}/gu, hex)
  return `"${inside}"`
}

/** A character above U+007F is two bytes in UTF-8, and each is written by itself. */
function hex(character: string): string {
  const bytes = new TextEncoder().encode(character)
  return [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}

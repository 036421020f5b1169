import { spellValue } from '../options/spell-value.ts'

/**
 * A text as an RFC 9651 string, in quotes: quotes and backslashes in it are escaped.
 * @param option what to call the text in an error
 * @throws TypeError when it is no text, RangeError when it is empty, over 64 characters, or holds anything but
 * printable ASCII: that is all such a string can hold
 * @see https://www.rfc-editor.org/rfc/rfc9651#section-4.1.6
 */
export function structuredString(text: string, option = 'name'): string {
  if (typeof text !== 'string') {
    throw new TypeError(`${option} must be text, got ${spellValue(text)}`)
  }
  if (!/^[ -~]{1,64}$/.test(text)) {
    throw new RangeError(
      `${option} must be 1 to 64 printable ASCII characters, because it stands in the RateLimit headers, got ${spellValue(text)}`,
    )
  }
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

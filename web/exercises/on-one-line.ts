const longest = 60

/** A short list or object that was written over several lines, on one; anything else as it is. */
export function onOneLine(value: string): string {
  if (!/^[[{]\n/.test(value)) return value
  const line = value
    .replace(/\n\s*/g, ' ')
    .replace(/^\[ /, '[')
    .replace(/,? \]$/, ']')
    .replace(/,( [}\]])/g, '$1')
  return line.length <= longest ? line : value
}

// Whole numbers as a person types them: text, its bounds, and what is wrong with it.
export type NumberBounds = { least: number; most: number }

/** The number in the text, or null when it is none within the bounds. */
export function readWholeNumber(text: string, { least, most }: NumberBounds): number | null {
  const trimmed = text.trim()
  if (!/^[+-]?\d+(\.0*)?(e\+?\d{1,3})?$/i.test(trimmed)) return null
  const value = Number(trimmed)
  return Number.isSafeInteger(value) && value >= least && value <= most ? value : null
}

/** Every field as a number, or the names of those that are wrong. */
export function readNumberFields<Name extends string>(
  texts: Record<Name, string>,
  bounds: Record<Name, NumberBounds>,
): { values: Record<Name, number> } | { wrong: Name[] } {
  const names = Object.keys(bounds) as Name[]
  const read = names.map((name) => [name, readWholeNumber(texts[name], bounds[name])] as const)
  const wrong = read.flatMap(([name, value]) => (value === null ? [name] : []))
  if (wrong.length > 0) return { wrong }
  return { values: Object.fromEntries(read) as Record<Name, number> }
}

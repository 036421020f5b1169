// Parts of the labs' contracts.
import { z } from 'zod'

/** The smallest and the largest number allowed: one constant for the server's check and the page's field. */
export type Bounds = { least: number; most: number }

/** A whole number within `bounds`; the message for anything else names both ends. */
export function wholeNumber({ least, most }: Bounds) {
  const error = `must be a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`
  return z.int({ error }).min(least, { error }).max(most, { error })
}

/** A string of at most `most` characters. */
export function shortText(most: number) {
  return z
    .string()
    .max(most, { error: `must have at most ${most.toLocaleString('en')} characters` })
}

/** A list of `least` to `most` items. */
export function shortList<Item extends z.ZodType>(
  item: Item,
  { least = 0, most, of = 'items' }: { least?: number; most: number; of?: string },
) {
  const error = `must be a list of ${least > 0 ? `${least} to` : 'at most'} ${most} ${of}`
  return z.array(item, { error }).min(least, { error }).max(most, { error })
}

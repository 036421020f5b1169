// Parts of the labs' contracts. The page imports constants of a contract, and its build drops the schemas beside them:
// zod/mini marks its functions as free of side effects, and so do the functions here.
import * as z from 'zod/mini'

/** The smallest and the largest number allowed: one constant for the server's check and the page's field. */
export type Bounds = { least: number; most: number }

/** A whole number within `bounds`; the message for anything else names both ends. */
// @__NO_SIDE_EFFECTS__
export function wholeNumber({ least, most }: Bounds) {
  const error = `must be a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`
  return z.int({ error }).check(z.minimum(least, { error }), z.maximum(most, { error }))
}

/** A string of at most `most` characters. */
// @__NO_SIDE_EFFECTS__
export function shortText(most: number) {
  return z
    .string()
    .check(
      z.maxLength(most, { error: `must have at most ${most.toLocaleString('en')} characters` }),
    )
}

/** A list of `least` to `most` items. */
// @__NO_SIDE_EFFECTS__
export function shortList<Item extends z.ZodMiniType>(
  item: Item,
  { least = 0, most, of = 'items' }: { least?: number; most: number; of?: string },
) {
  const error = `must be a list of ${least > 0 ? `${least} to` : 'at most'} ${most} ${of}`
  return z.array(item, { error }).check(z.minLength(least, { error }), z.maxLength(most, { error }))
}

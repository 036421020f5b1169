import { z } from 'zod'

/** A whole number from `least` to `most`; anything else is refused with both. */
export function wholeNumber(least: number, most: number): z.ZodNumber {
  const error = `must be a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}

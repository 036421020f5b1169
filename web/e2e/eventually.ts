import { eventually as soon } from '../../server/testing/eventually.ts'

/** As on the server, with the patience that a browser on two busy cores needs. */
export function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs = 20_000, everyMs = 50 } = {},
): Promise<NonNullable<T>> {
  return soon(check, { withinMs, everyMs })
}

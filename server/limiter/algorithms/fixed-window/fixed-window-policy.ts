import { type Algorithm, holdsSomethingElse, maybe, no, yes } from '../algorithm.ts'
import { followFixedWindow } from './follow-fixed-window.ts'

/**
 * The fixed window as one of several policies, where a request that does not pass takes nothing. Alone it runs
 * fixed-window.lua, which counts refused requests too.
 */
export const fixedWindow: Algorithm<Record<never, number>> = {
  title: 'fixed window',
  script: 'fixed-window/fixed-window-policy.lua',
  keyType: 'string',
  lookAt: (key) => [['get', key]],
  readHeld([value]) {
    if (value === null) return { count: null }
    // What INCR takes for a number; it refuses " 5", "05" and "".
    if (!/^(0|-?[1-9]\d*)$/.test(String(value))) return holdsSomethingElse(value, 'a counter')
    // Past 2^53 a JavaScript number is no longer the one that Valkey holds: then its own digits are shown.
    if (Number.isSafeInteger(Number(value))) return { count: Number(value) }
    return holdsSomethingElse(value, 'a number that this page can count with')
  },
  describeHeld: () => null,
  // A lost expiry is given back by the look already.
  branchesOf({ reply: [allowed, count, ttlMs], windowMs, takes }) {
    const taken = allowed === 1 && takes
    const whole = ttlMs === windowMs
    const opened = taken && whole && count === 1
    return {
      'no counter': no,
      'lost expiry': whole && !opened ? maybe : no,
      taken: taken ? yes : no,
      opened: opened ? yes : no,
    }
  },
  takingBranches: ['taken'],
  followAlone: followFixedWindow,
}

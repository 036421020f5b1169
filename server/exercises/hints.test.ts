import { expect, test } from 'vitest'
import type { CheckResult } from './contract.ts'
import { readHints, withHints } from './hints.ts'

const hints = readHints(
  '## Hint 1 (it counts)\n\nCount.\n\n## Hint 2\n\nLook.\n\n## Hint 3 (it ends; it begins)\n\nEnd.\n',
)
const wrong = (name: string): CheckResult => ({ name, state: 'wrong' })
const hintsOf = (checks: CheckResult[]) => withHints(checks, hints).map(({ hint }) => hint)

test('a check that failed has its own hint, or the first that is for any', () => {
  expect(hintsOf([wrong('it counts'), wrong('it begins'), wrong('it sings')])).toEqual([1, 3, 2])
})

test('no hint fits where the check passed, where it is not the code, and where the code broke on a slip', () => {
  const others: CheckResult[] = [
    { name: 'it counts', state: 'passed' },
    { name: 'it counts', state: 'infrastructure' },
    { ...wrong('it counts'), broke: true },
  ]
  expect(hintsOf(others)).toEqual([undefined, undefined, undefined])
})

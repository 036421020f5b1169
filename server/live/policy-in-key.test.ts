import { expect, test } from 'vitest'
import { policyInKey } from './policy-in-key.ts'

test.each([
  ['{lab:home}:rate:5x60:gcra:user:ada', { algorithm: 'gcra', limit: 5, windowSeconds: 60 }],
  ['{lab:home}:rate:5x60:user:ada', { algorithm: 'fixed-window', limit: 5, windowSeconds: 60 }],
  [
    '{lab:home}:rate:1000000x31536000:::1',
    { algorithm: 'fixed-window', limit: 1_000_000, windowSeconds: 31_536_000 },
  ],
  [
    '{lab:home}:rate:5x60:constructor:ada',
    { algorithm: 'fixed-window', limit: 5, windowSeconds: 60 },
  ],
  ['{lab:home}:rate:gcra:ada', {}],
  ['{lab:home}:rate:0x60:gcra:ada', {}],
  ['{lab:home}:rate:5x0:gcra:ada', {}],
  ['rate:5x60:gcra:ada', {}],
])('%s says %o', (key, policy) => {
  expect(policyInKey(key)).toEqual(policy)
})

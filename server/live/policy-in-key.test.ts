import { expect, test } from 'vitest'
import { policyInKey } from './policy-in-key.ts'

test.each([
  ['{lab:home}:rate:gcra:5x60:user:ada', { algorithm: 'gcra', limit: 5, windowSeconds: 60 }],
  [
    '{lab:home}:rate:fixed-window:1000000x31536000:::1',
    { algorithm: 'fixed-window', limit: 1_000_000, windowSeconds: 31_536_000 },
  ],
  ['{lab:home}:rate:gcra:ada', { algorithm: 'gcra' }],
  ['{lab:home}:rate:gcra:0x60:ada', { algorithm: 'gcra' }],
  ['{lab:home}:rate:gcra:5x0:ada', { algorithm: 'gcra' }],
  ['{lab:home}:rate:constructor:5x60:ada', {}],
  ['rate:gcra:5x60:ada', {}],
])('%s says %o', (key, policy) => {
  expect(policyInKey(key)).toEqual(policy)
})

// The lab "Why Valkey": each of the guide's four claims, measured on this machine.
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { Lab } from '../lab.ts'
import { wholeNumber } from '../whole-number.ts'
import type { WhyValkeyAction, WhyValkeyData, WhyValkeyOptions } from './contract.ts'
import { showCompatibility } from './show-compatibility.ts'
import { showMemory } from './show-memory.ts'
import { showObservability } from './show-observability.ts'
import { showThreads } from './show-threads.ts'

const options = z.discriminatedUnion('claim', [
  z.object({
    claim: z.literal('memory'),
    counters: wholeNumber(1000, 200_000).default(100_000),
  }),
  z.object({
    claim: z.literal('threads'),
    ioThreads: wholeNumber(2, 8).default(2),
    connections: wholeNumber(1, 100).default(50),
    rounds: wholeNumber(1, 10).default(3),
  }),
  z.object({ claim: z.literal('compatibility') }),
  z.object({
    claim: z.literal('observability'),
    watch: z.enum(['workbook', 'own']).default('workbook'),
    seconds: wholeNumber(1, 120).default(30),
  }),
])

const action = z.object({ do: z.enum(['hits', 'slow script']) })

export function createWhyValkey({
  valkey,
  sandbox,
  redis,
}: {
  valkey: Redis
  sandbox: Sandbox
  redis: Sandbox
}): Lab<WhyValkeyOptions, WhyValkeyData, WhyValkeyAction> {
  return {
    name: 'why-valkey',
    options,
    action,
    async run({ options, signal, send, onAction }) {
      const compared = { sandbox, redis, signal, send }
      switch (options.claim) {
        case 'memory':
          return showMemory(compared, options, send)
        case 'threads':
          return showThreads(compared, options, send)
        case 'compatibility':
          return showCompatibility(compared, send)
        case 'observability':
          return showObservability(compared, valkey, options, send, onAction)
      }
    },
  }
}

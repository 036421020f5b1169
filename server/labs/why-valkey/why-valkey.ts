// The lab "Why Valkey": each of the guide's four claims, measured on this machine.
import type { Lab, LabParts } from '../lab.ts'
import {
  type WhyValkeyAction,
  type WhyValkeyEvent,
  type WhyValkeyOptions,
  whyValkeyAction,
  whyValkeyEvent,
  whyValkeyOptions,
} from './contract.ts'
import { showCompatibility } from './show-compatibility.ts'
import { showMemory } from './show-memory.ts'
import { showObservability } from './show-observability.ts'
import { showThreads } from './show-threads.ts'

export function createWhyValkey({
  valkey,
  sandbox,
  redis,
}: Pick<LabParts, 'valkey' | 'sandbox' | 'redis'>): Lab<
  WhyValkeyOptions,
  WhyValkeyEvent,
  WhyValkeyAction
> {
  return {
    options: whyValkeyOptions,
    event: whyValkeyEvent,
    action: whyValkeyAction,
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

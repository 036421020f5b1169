import type { LabEntry } from '../lab-entry.ts'

export const ttl = {
  name: 'ttl',
  title: 'TTL',
  summary:
    'Take a counter’s expiry away, or push it forward, and see who is blocked for ever; then see the repair.',
  lessons: ['04-atomic-counter', '12-questions-and-answers'],
  load: () => import('./TtlLab.tsx'),
} as const satisfies LabEntry

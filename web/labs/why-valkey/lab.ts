import type { LabEntry } from '../lab-entry.ts'

export const whyValkey = {
  name: 'why-valkey',
  title: 'Why Valkey',
  summary:
    'The guide’s four claims, threads, memory, compatibility and observability, each measured on this machine.',
  lessons: ['11-why-valkey'],
  load: () => import('./WhyValkeyLab.tsx'),
} as const satisfies LabEntry

import type { LabEntry } from '../lab-entry.ts'

export const race = {
  name: 'race',
  title: 'Race',
  summary:
    'Up to 200 clients count at once, in two naive ways and by the script: who gets in, and every command in the order Valkey ran it.',
  lessons: ['04-atomic-counter', '12-questions-and-answers'],
  load: () => import('./RaceLab.tsx'),
} as const satisfies LabEntry

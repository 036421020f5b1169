import type { LabEntry } from '../lab-entry.ts'

export const failure = {
  name: 'failure',
  title: 'Failure',
  summary:
    'Kill, freeze, slow down or fill a Valkey, and watch what requests get meanwhile, and after.',
  lessons: ['03-connecting-with-ioredis', '10-in-production'],
  load: () => import('./FailureLab.tsx'),
} as const satisfies LabEntry

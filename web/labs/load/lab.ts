import type { LabEntry } from '../lab-entry.ts'

export const load = {
  name: 'load',
  title: 'Load',
  summary:
    'Send as many requests as the endpoint can answer, with the limiter and without, and see what a limiter costs.',
  lessons: ['12-questions-and-answers'],
  load: () => import('./LoadLab.tsx'),
} as const satisfies LabEntry

import type { LabEntry } from '../lab-entry.ts'

export const algorithms = {
  name: 'algorithms',
  title: 'Algorithms',
  summary:
    'Compose traffic, or take what you just sent, and let all five algorithms decide on it at the same time.',
  lessons: ['09-other-algorithms'],
  load: () => import('./AlgorithmsLab.tsx'),
} as const satisfies LabEntry

// The labs there are, in the order of the course. A lab that is not in this list is not there yet.
import type { ComponentType } from 'react'
import { labsMessages } from './messages.ts'

export type Lab = {
  /** In its address, /labs/<name>/. */
  name: LabName
  title: string
  /** One sentence. */
  summary: string
  /** Folders of the lessons that use it; one that is not there yet is left out. */
  lessons: string[]
  /** Its component, in a chunk of its own. */
  load(): Promise<{ default: ComponentType }>
}

export type LabName = 'race' | 'ttl' | 'lua' | 'algorithms' | 'failure' | 'why-valkey' | 'load'

const texts = labsMessages.list

export const labs: Lab[] = [
  {
    name: 'race',
    ...texts.race,
    lessons: ['04-atomic-counter', '12-questions-and-answers'],
    load: () => import('./race/RaceLab.tsx'),
  },
  {
    name: 'ttl',
    ...texts.ttl,
    lessons: ['04-atomic-counter', '12-questions-and-answers'],
    load: () => import('./ttl/TtlLab.tsx'),
  },
  {
    name: 'lua',
    ...texts.lua,
    lessons: ['04-atomic-counter'],
    load: () => import('./lua/LuaLab.tsx'),
  },
  {
    name: 'algorithms',
    ...texts.algorithms,
    lessons: ['09-other-algorithms'],
    load: () => import('./algorithms/AlgorithmsLab.tsx'),
  },
  {
    name: 'failure',
    ...texts.failure,
    lessons: ['03-connecting-with-ioredis', '10-in-production'],
    load: () => import('./failure/FailureLab.tsx'),
  },
  {
    name: 'why-valkey',
    ...texts.whyValkey,
    lessons: ['11-why-valkey'],
    load: () => import('./why-valkey/WhyValkeyLab.tsx'),
  },
  {
    name: 'load',
    ...texts.load,
    lessons: ['12-questions-and-answers'],
    load: () => import('./load/LoadLab.tsx'),
  },
]

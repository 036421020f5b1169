// The registry of labs, in the order of the course. A lab is an import and an entry; the rest is in its folder's lab.ts.
import { algorithms } from './algorithms/lab.ts'
import { failure } from './failure/lab.ts'
import type { LabEntry } from './lab-entry.ts'
import { load } from './load/lab.ts'
import { lua } from './lua/lab.ts'
import { race } from './race/lab.ts'
import { ttl } from './ttl/lab.ts'
import { whyValkey } from './why-valkey/lab.ts'

const entries = [race, ttl, lua, algorithms, failure, whyValkey, load] as const

export type LabName = (typeof entries)[number]['name']

export type Lab = LabEntry & { name: LabName }

export const labs: readonly Lab[] = entries

// The labs there are, in the order of the course. A lab that is not in this list is not there yet.
import type { ComponentType } from 'react'

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

/** For example `{ name: 'lua', ...messages.labs.list.lua, lessons: ['04-…'], load: () => import('./lua/LuaLab.tsx') }`. */
export const labs: Lab[] = []

export const labsPath = '/labs/'

export function labPath(name: string): string {
  return `${labsPath}${name}/`
}

import type { InspectedRequest } from './inspected-requests.ts'

export type Filter = 'all' | 'page' | 'elsewhere' | 'refused'
export const filters: readonly Filter[] = ['all', 'page', 'elsewhere', 'refused']

export function fits({ logged, trace }: InspectedRequest, filter: Filter): boolean {
  if (filter === 'page') return logged !== undefined
  if (filter === 'elsewhere') return logged === undefined
  if (filter === 'all') return true
  return (logged?.answer.status ?? trace?.response?.status) === 429
}

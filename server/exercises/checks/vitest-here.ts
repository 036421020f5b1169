// What a lesson's tests get for `vitest` in a check process: Vitest's own expectations and its runner, without the rest.
import type { ProvidedContext } from 'vitest'

export { afterAll, afterEach, beforeAll, beforeEach, describe, test } from '@vitest/runner'
export { expect } from 'vitest'

const provided: Partial<ProvidedContext> = {}

/** What `inject` hands out from now on. */
export function provide(given: Partial<ProvidedContext>): void {
  Object.assign(provided, given)
}

export function inject<Name extends keyof ProvidedContext>(name: Name): ProvidedContext[Name] {
  const value = provided[name]
  if (value === undefined) throw new Error(`Nothing called "${name}" is provided to the checks.`)
  return value as ProvidedContext[Name]
}

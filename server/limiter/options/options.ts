// Every option of rateLimit, checked once, at construction: a limiter that starts is one that can count.

import { type AlgorithmName, algorithmNames, policyFault } from '../algorithms/algorithms.ts'
import { structuredString } from '../answer/structured-string.ts'
import { above, aFunction, type Check, keyPrefix, oneOf, whole } from './check-value.ts'
import { nearestName } from './nearest-name.ts'
import { spellValue } from './spell-value.ts'

type Checks = Record<string, Check>
type ClientOptions = { stringNumbers?: boolean; redisOptions?: ClientOptions }

const algorithm = oneOf(...algorithmNames)
const policyName: Check = (value, option) => void structuredString(value as string, option)

/** What a single policy and a list of policies have in common. Bounds: a year, and what a header's integer can hold. */
const policyChecks: Checks = {
  limit: whole(0, 1_000_000_000),
  windowSeconds: whole(1, 31_536_000),
  algorithm,
  name: policyName,
  prefix: keyPrefix,
  keyGenerator: aFunction,
}

/** What the middleware and the limiter object have in common. */
const coreChecks: Checks = {
  ...policyChecks,
  valkey: valkeyClient,
  policies: policyList,
  onFailure: failurePolicy,
  deadlineMs: whole(1, 60_000),
  denyCache,
  onHit: aFunction,
  onError: aFunction,
  onLate: aFunction,
  onWarning: aFunction,
}

const middlewareChecks: Checks = {
  ...coreChecks,
  wholeKey: aFunction,
  shadow: oneOf(true, false),
  headers: oneOf('draft-10', 'legacy', 'both', false),
  skip: aFunction,
  statusCode: whole(400, 599),
  onRefused: aFunction,
}

const { keyGenerator: _, ...limiterChecks } = coreChecks

/**
 * Checks the options of a limiter; one that is left out or undefined has its default and is fine.
 * @throws TypeError for a value of the wrong kind, an unknown option (with the one that was probably meant), or no
 * client; RangeError for a value out of bounds. Either names the option, as in `policies[1].limit`, and the value.
 */
export function checkOptions(options: unknown): void {
  checkTogether(checkObject(options, 'The options of rateLimit', '', middlewareChecks))
}

/** The same for the options of a limiter object, which is told its clients by name. */
export function checkLimiterOptions(options: unknown): void {
  checkTogether(checkObject(options, 'The options of createRateLimiter', '', limiterChecks))
}

function checkTogether(given: Record<string, unknown>): void {
  if (given.valkey === undefined) valkeyClient(undefined, 'valkey')
  const perPolicy = ['limit', 'windowSeconds', 'name', 'algorithm']
  policyIsBounded(given, '')
  if (given.policies !== undefined && given.denyCache) {
    throw new TypeError(
      'denyCache works for a single policy only, since it remembers one key: leave it out, or mount one rateLimit() per policy',
    )
  }
  const doubled = perPolicy.find((name) => given[name] !== undefined)
  if (given.policies !== undefined && doubled !== undefined) {
    throw new TypeError(
      `Give either policies or ${doubled}, not both: with policies each one has its own ${doubled}`,
    )
  }
}

/** Checks each property of an object by its name, and refuses names that nobody reads. */
function checkObject(
  value: unknown,
  what: string,
  path: string,
  known: Checks,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${what} must be an object, got ${spellValue(value)}`)
  }
  const given = value as Record<string, unknown>
  for (const [name, one] of Object.entries(given)) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined
    if (check === undefined) throw unknownName(name, what, known)
    if (one !== undefined) check(one, path + name)
  }
  return given
}

function unknownName(name: string, what: string, known: Checks): TypeError {
  const names = Object.keys(known)
  const meant = nearestName(name, names)
  return new TypeError(
    `${what} have no ${spellValue(name)}${meant ? `: did you mean ${meant}?` : `. They are ${names.join(', ')}.`}`,
  )
}

function valkeyClient(value: unknown, option: string): void {
  const client = value as { evalsha?: unknown; options?: ClientOptions } | null | undefined
  if (typeof client?.evalsha !== 'function' || !client.options) {
    throw new TypeError(
      `${option} must be an ioredis client (new Redis(…) or new Redis.Cluster(…)), got ${spellValue(value)}`,
    )
  }
  if (client.options.stringNumbers || client.options.redisOptions?.stringNumbers) {
    throw new TypeError(
      `${option} must be an ioredis client without stringNumbers, which makes every count a text: make another client for the limiter`,
    )
  }
}

function policyList(value: unknown, option: string): void {
  if (!Array.isArray(value)) {
    throw new TypeError(`${option} must be a list of policies, got ${spellValue(value)}`)
  }
  if (value.length < 1 || value.length > 8) {
    throw new RangeError(`${option} must be 1 to 8 policies, got ${value.length}`)
  }
  const names = new Map<unknown, number>()
  value.forEach((policy: unknown, i) => {
    const path = `${option}[${i}].`
    const given = checkObject(policy, `The options of ${option}[${i}]`, path, policyChecks)
    for (const needed of ['name', 'limit', 'windowSeconds']) {
      if (given[needed] === undefined) policyChecks[needed]?.(undefined, path + needed)
    }
    policyIsBounded(given, path)
    const before = names.get(given.name)
    if (before !== undefined) {
      throw new RangeError(
        `${path}name must differ from the others, got ${spellValue(given.name)}, the name of ${option}[${before}]`,
      )
    }
    names.set(given.name, i)
  })
}

/** Called once the options are known to be what they should be. */
function policyIsBounded(
  { algorithm, limit = 5, windowSeconds = 60 }: Record<string, unknown>,
  path: string,
): void {
  if (algorithm === undefined) return
  const policy = { limit: Number(limit), windowSeconds: Number(windowSeconds) }
  const fault = policyFault(algorithm as AlgorithmName, policy)
  if (fault !== undefined) throw new RangeError(path + fault)
}

function failurePolicy(value: unknown, option: string): void {
  if (typeof value !== 'object' || value === null) {
    oneOf('failClosed', 'failOpen', 'localFallback')(value, option)
    return
  }
  const path = `${option}.localFallback`
  const given = checkObject(value, `The options of ${option}`, `${option}.`, {
    localFallback: (local) =>
      checkObject(local, `The options of ${path}`, `${path}.`, {
        share: above(0, 1),
        maxKeys: whole(1, 1_000_000),
      }),
  })
  if (given.localFallback === undefined) {
    throw new TypeError(`${option} as an object must be { localFallback: { … } }, got an empty one`)
  }
}

function denyCache(value: unknown, option: string): void {
  if (typeof value === 'object' && value !== null) {
    checkObject(value, `The options of ${option}`, `${option}.`, { maxKeys: whole(1, 1_000_000) })
  } else {
    oneOf(true, false)(value, option)
  }
}

// Mutants that do what the solution does. Each has its reason; nobody could tell it from the outside.

const words = 'Only the words of an error differ; which variable it names stays the same.'
const neverEmpty = 'An empty text never gets here: it is taken for one that is not set.'

const lastMillisecond =
  'It differs in the last millisecond of a window only, in which PTTL is 0: nobody can hit that on purpose.'

/** Id of a mutant -> why it is no mistake. */
export const equivalent: Record<string, string> = {
  "02 solution-2/connection-settings.ts: VALKEY_HOST: z.string('is not set').min(1, 'is not set'), | , 'is not set' → nothing":
    words,
  '02 solution-2/connection-settings.ts: .regex(/^\\d+$/) | /^\\d+$/ → /^\\d*$/': neverEmpty,
  '02 solution/connection-settings.ts: const port = /^\\d+$/.test(text) ? Number(text) : Number.NaN | /^\\d+$/ → /^\\d*$/':
    neverEmpty,
  '03 solution/open-client.ts: maxRetriesPerRequest: 0, | 0 → 1':
    'Nothing is sent again anyway: a waiting command fails with the connection, or with its deadline.',
  '04 solution/fixed-window.lua: if ttlMs < 0 then | < → <=': lastMillisecond,
  '04 solution/fixed-window.lua: if ttlMs < 0 then | 0 → 1': lastMillisecond,
}

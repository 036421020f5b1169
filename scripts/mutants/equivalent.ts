// Mutants that do what the solution does. Each has its reason; nobody could tell it from the outside.

/** Lines of a solution that its task leaves open: no mutants are made there. */
const notAsked: [exercise: string, line: RegExp, why: string][] = [
  ['06', /'ok\\n'/, 'Which type the health check has is up to its author.'],
  ['08', /A joke\./, 'Lesson 8 asks who is counted, not what is answered.'],
  [
    '08',
    /\['(?:user|program)', |'address' : 'network'/,
    'Any word will do that tells kinds apart.',
  ],
  ['12', /answerError|on our side/, 'What a broken report looks like is not part of the task.'],
  [
    '12',
    /^ *res\.type\('text\/plain'\)/,
    'Lesson 6 asks for the type of a joke, lesson 12 does not.',
  ],
]

export const isNotAsked = (exercise: string, line: string): boolean =>
  notAsked.some(([of, pattern]) => of === exercise && pattern.test(line))

const lastMillisecond =
  'It differs in the last millisecond of a window only, in which PTTL is 0: nobody can hit that on purpose.'
const aMillisecond = 'A millisecond more or less: no clock on a network is as exact.'
const words = 'Only the words of an error differ; which variable it names stays the same.'
const neverEmpty = 'An empty text never gets here: it is taken for one that is not set.'
const sameAnyway =
  'What is missing is a value that says no more than the one that is put in its place.'
const luaConverts = 'Lua makes a number of the text where it calculates.'
const chance = 'A second more is what chance may add to a wait.'
const returned = 'An async function waits for the promise that it returns.'
const neverStored = '503 is not stored by a cache unless it says so (RFC 9110, 15.1).'
const orAtLeastOne = 'The other part of the line sees to it that a second is waited.'
const roundsUp = 'How much is used may be rounded up or down: the lesson leaves it open.'

const of = (reason: string, ids: string[]): Record<string, string> =>
  Object.fromEntries(ids.map((id) => [id, reason]))

/** Id of a mutant -> why it is no mistake. */
export const equivalent: Record<string, string> = {}

// What the console reads and prints is what the real valkey-cli reads and prints.
import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { quoteArgument } from '../../web/live/quote-argument.ts'
import { findValkeyCli } from '../testing/run-valkey-cli.ts'
import { createAskAsUser } from '../valkey/ask-as-user.ts'
import { formatReply } from '../valkey/format-reply.ts'
import { splitLine } from './split-line.ts'

const runValkeyCli = await findValkeyCli()
const marker = '=== next ==='

/** What valkey-cli answers to each of these lines, all in one conversation. */
async function cliAnswers(lines: string[]): Promise<string[]> {
  const conversation = lines.flatMap((line) => [line, `ECHO "${marker}"`])
  const printed = await runValkeyCli?.(inject('valkey'), conversation)
  return (printed ?? '').split(`"${marker}"\n`).slice(0, -1)
}

const pieces = [
  ...[
    '"',
    "'",
    '\\',
    'x',
    '0',
    'f',
    'G',
    'n',
    'r',
    't',
    'b',
    'a',
    ' ',
    '\t',
    '\v',
    '\f',
    'é',
    '🦊',
  ],
  ...['\\x00', '\\xfF', '\\x0', '\\"', "\\'", '" ', "' ", ' "', " '", '\u007f', '\u00a0', '\\\\'],
]
const lines = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''))

test.skipIf(!runValkeyCli)(
  'a line is split as valkey-cli splits it',
  { timeout: 60_000 },
  async () => {
    const batch = fc.array(lines, { minLength: 100, maxLength: 100 })
    await fc.assert(
      fc.asyncProperty(batch, async (asked) => {
        const answers = await cliAnswers(asked.map((line) => `EVAL "return ARGV" 0 ${line}`))
        const ours = asked.map((line) => {
          const split = splitLine(line)
          if ('fault' in split) return 'Invalid argument(s)\n'
          const items = split.args.map((bytes) => ({ type: 'string' as const, bytes }))
          return `${formatReply({ type: 'array', items })}\n`
        })
        expect(ours).toEqual(answers)
      }),
      { numRuns: 30 },
    )
  },
)

/** A Lua string of these bytes, to stand within double quotes of valkey-cli. */
const luaString = (bytes: Uint8Array) =>
  `'${[...bytes].map((byte) => `\\\\${String(byte).padStart(3, '0')}`).join('')}'`
const words = fc.constantFrom('OK', 'QUEUED', 'a b', 'ERR no', '')
const { reply: luaReplies } = fc.letrec<{ reply: string }>((tie) => ({
  reply: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.uint8Array({ maxLength: 12 }).map(luaString),
    fc.maxSafeInteger().map(String),
    fc.constant('false'),
    words.map((text) => `{ok='${text}'}`),
    words.map((text) => `{err='${text}'}`),
    fc.array(tie('reply'), { maxLength: 12 }).map((items) => `{${items.join(',')}}`),
  ),
}))

test.skipIf(!runValkeyCli)(
  'a reply is printed as valkey-cli prints it',
  { timeout: 60_000 },
  async () => {
    const { password = '', ...address } = inject('valkey')
    const ask = createAskAsUser(address, { timeoutMs: 10_000 })
    const batch = fc.array(luaReplies, { minLength: 50, maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(batch, async (luas) => {
        const commands = luas.map((lua) => `EVAL "return ${lua}" 0`)
        const answers = await cliAnswers(commands)
        const replies = await Promise.all(
          commands.map((line) => {
            const split = splitLine(line)
            if ('fault' in split) throw new Error(`${line}: ${split.fault}`)
            return ask({ username: 'default', password }, split.args)
          }),
        )
        const printed = replies.map((asked) =>
          asked.outcome === 'replied' ? `${formatReply(asked.reply)}\n` : asked.outcome,
        )
        expect(printed).toEqual(answers)
      }),
      { numRuns: 20 },
    )
  },
)

test('a key that the page puts into a line is read back as it is', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (key) => {
      expect(splitLine(`GET ${quoteArgument(key)}`)).toEqual({
        args: [Buffer.from('GET'), Buffer.from(key)],
      })
    }),
  )
})

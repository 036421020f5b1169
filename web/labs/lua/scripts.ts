// The scripts one may begin with: the files that the server, the tests and the lessons run, word for word.
import type { luaLabMessages } from './messages.ts'

export type ScriptName = keyof typeof luaLabMessages.scripts

export type Script = {
  name: ScriptName
  /** From the repository's root. */
  file: string
  group: keyof typeof luaLabMessages.groups
  keys: string
  args: string
}

const texts = import.meta.glob<string>(
  [
    '../../../server/limiter/algorithms/*/*.lua',
    '../../../server/labs/lua/scripts/*.lua',
    '../../../lessons/04-atomic-counter/wrong/expire-on-every-hit.lua',
  ],
  { query: '?raw', import: 'default', eager: true },
)

const algorithms = 'server/limiter/algorithms'
const own = 'server/labs/lua/scripts'
const ada = 'rate:ada'

export const scripts: Script[] = [
  script('fixedWindow', `${algorithms}/fixed-window/fixed-window.lua`, 'limiter', '60'),
  script(
    'slidingWindowLog',
    `${algorithms}/sliding-window-log/sliding-window-log.lua`,
    'limiter',
    '5 60000',
  ),
  script(
    'slidingWindowCounter',
    `${algorithms}/sliding-window-counter/sliding-window-counter.lua`,
    'limiter',
    '5 60000',
  ),
  script('tokenBucket', `${algorithms}/token-bucket/token-bucket.lua`, 'limiter', '5 60000'),
  script('gcra', `${algorithms}/gcra/gcra.lua`, 'limiter', '5 60000'),
  script('noExpiry', `${own}/no-expiry.lua`, 'mistakes', ''),
  script(
    'expireOnEveryHit',
    'lessons/04-atomic-counter/wrong/expire-on-every-hit.lua',
    'mistakes',
    '60',
  ),
  script('compareWithString', `${own}/compare-with-string.lua`, 'mistakes', '5'),
  script('halfASecond', `${own}/half-a-second.lua`, 'mistakes', '0.5'),
  script('noLocal', `${own}/no-local.lua`, 'mistakes', ''),
  script('endlessLoop', `${own}/endless-loop.lua`, 'hostile', ''),
  script('endlessLoopAfterAWrite', `${own}/endless-loop-after-a-write.lua`, 'hostile', ''),
  script('hugeString', `${own}/huge-string.lua`, 'hostileMemory', ''),
  script('reachOut', `${own}/reach-out.lua`, 'hostileCommand', ''),
  script('patternBomb', `${own}/pattern-bomb.lua`, 'hostile', ''),
  script('swallowedErrors', `${own}/swallowed-errors.lua`, 'hostile', ''),
  script('endlessWrites', `${own}/endless-writes.lua`, 'hostile', ''),
  script('endlessRecursion', `${own}/endless-recursion.lua`, 'hostile', ''),
  script('endlessTable', `${own}/endless-table.lua`, 'hostileMemory', ''),
  script('manyKeys', `${own}/too-many-keys.lua`, 'hostileMemory', ''),
  script('hugeReply', `${own}/huge-reply.lua`, 'hostileReply', ''),
  script('deepReply', `${own}/deep-reply.lua`, 'hostileReply', ''),
  script('shutDown', `${own}/shut-down.lua`, 'hostileCommand', ''),
  script('migrate', `${own}/migrate.lua`, 'hostileCommand', ''),
  script('readFile', `${own}/read-a-file.lua`, 'hostileCommand', ''),
  script('shell', `${own}/run-a-shell.lua`, 'hostileCommand', ''),
  script('patchedCall', `${own}/change-the-call.lua`, 'hostileCommand', ''),
]

function script(name: ScriptName, file: string, group: Script['group'], args: string): Script {
  return { name, file, group, keys: ada, args }
}

/** Its text, without the marks that lessons cut it by and branches are named by. */
export function textOf({ file }: Script): string {
  const text = texts[`../../../${file}`] ?? ''
  return text
    .split('\n')
    .filter((line) => !/^\s*-- ((end)?region|branch): /.test(line))
    .join('\n')
}

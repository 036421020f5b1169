// What the Lua lab says. Loaded with the lab.
import type { StoppedBy } from '../../../server/labs/lua/contract.ts'

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const anew = 'A new, empty Valkey has taken its place.'

export const luaLabMessages = {
  script: 'Script',
  scriptLabel: 'Lua script',
  begin: 'Begin with',
  groups: {
    limiter: 'The limiter’s own scripts',
    mistakes: 'Classic mistakes',
    hostile: 'What stops this? Time',
    hostileMemory: 'What stops this? Memory',
    hostileReply: 'What stops this? Replies',
    hostileCommand: 'What stops this? The way out',
  },
  scripts: {
    fixedWindow: 'Fixed window',
    slidingWindowLog: 'Sliding window log',
    slidingWindowCounter: 'Sliding window counter',
    tokenBucket: 'Token bucket',
    gcra: 'GCRA',
    noExpiry: 'A counter without expiry',
    expireOnEveryHit: 'EXPIRE on every hit',
    compareWithString: 'A number compared with ARGV',
    halfASecond: 'A window of half a second',
    noLocal: 'A variable without local',
    endlessLoop: 'An endless loop',
    endlessLoopAfterAWrite: 'An endless loop after a write',
    hugeString: 'A string of a gigabyte',
    reachOut: 'A command that runs the server',
    patternBomb: 'A pattern that never ends',
    swallowedErrors: 'A loop that swallows errors',
    endlessWrites: 'Endless writes',
    endlessRecursion: 'Endless recursion',
    endlessTable: 'A table without end',
    manyKeys: 'A million keys',
    hugeReply: 'A reply of a megabyte',
    deepReply: 'A reply of nested tables',
    shutDown: 'A command that ends the server',
    migrate: 'A key sent to another server',
    readFile: 'A file of the machine',
    shell: 'A shell',
    patchedCall: 'Another redis.call for everybody',
  },
  own: 'Your own',
  keys: 'KEYS',
  args: 'ARGV',
  words: 'Separated by spaces; quotes keep spaces in.',
  run: 'Run',
  running: 'Running …',
  starting: 'Starting a Valkey …',
  shortcut: 'In the editor: Ctrl+S runs, Tab leaves, Ctrl+] indents, Ctrl+⁠[ takes it back.',
  empty: 'Delete all keys',
  end: 'End this Valkey',
  result: 'Result',
  nothingYet:
    'Run the script: the first run starts a small Valkey that is yours alone, and ends with this page.',
  reply: 'Reply',
  noReply: 'No reply.',
  errorAt: (line: number | null) => (line === null ? 'Error' : `Error at line ${line}`),
  took: (microseconds: number) =>
    microseconds < 1000
      ? `${microseconds} µs in Valkey`
      : `${(microseconds / 1000).toFixed(1)} ms in Valkey`,
  earlier: 'Earlier replies',
  before: 'Keys before',
  after: 'Keys after',
  key: 'Key',
  type: 'Type',
  value: 'Value',
  ttl: 'TTL',
  none: 'None.',
  noExpiry: 'none (-1)',
  ttlOf: (ms: number) => seconds(ms),
  more: (count: number) =>
    `And ${count} more ${count === 1 ? 'key' : 'keys'}, which ${count === 1 ? 'is' : 'are'} not shown.`,
  server: (version: string, limits: string[]) =>
    `Valkey ${version}, a process of your own: ${limits.join('; ')}.`,
  stoppedTitle: 'Stopped',
  stopped: (stop: StoppedBy): string => {
    switch (stop.by) {
      case 'script kill':
        return `The script still ran after 0.3 s, so the lab sent SCRIPT KILL, and Valkey obeyed after ${seconds(stop.afterMs)} in all: the script had written nothing. The keys are as they were. Until then every other client of a real server would have waited.`
      case 'process kill':
        return stop.answer === null
          ? `The script still ran after 0.3 s, and SCRIPT KILL got no answer: Valkey was inside one long operation and listened to nobody. After ${seconds(stop.afterMs)} the lab ended the process (SIGKILL). ${anew}`
          : `The script still ran after 0.3 s. SCRIPT KILL was answered “${stop.answer}” After ${seconds(stop.afterMs)} the lab ended the process (SIGKILL). ${anew}`
      case 'memory':
        return `The script asked for more memory than this process may have; maxmemory does not count what a script builds. ${anew}`
      case 'crash':
        return `The script brought the server down (${stop.code === null ? 'no exit code' : `exit code ${stop.code}`}: ${stop.lastWords.trim() || 'no last words'}). Newer versions survive it. ${anew}`
      case 'reply size':
        return `The reply was larger than ${stop.maxBytes / 1024} KB, or nested too deep, and was not read. What the script wrote is kept.`
    }
  },
}

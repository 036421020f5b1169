// Small mistakes in a Lua script, made in its tokens: comments and names are left alone.
import { type Change, splice } from './mutant.ts'

type Token = { is: 'text' | 'number' | 'word' | 'sign'; start: number; end: number; raw: string }

const otherSign: Record<string, [kind: string, by: string]> = {
  '<': ['comparison', '<='],
  '<=': ['comparison', '<'],
  '>': ['comparison', '>='],
  '>=': ['comparison', '>'],
  '==': ['comparison', '~='],
  '~=': ['comparison', '=='],
  '+': ['arithmetic', '-'],
  '-': ['arithmetic', '+'],
  '*': ['arithmetic', '/'],
  '/': ['arithmetic', '*'],
  '%': ['arithmetic', '*'],
}
const otherWord: Record<string, [kind: string, by: string]> = {
  and: ['logic', 'or'],
  or: ['logic', 'and'],
  not: ['negation', ''],
  true: ['constant', 'false'],
  false: ['constant', 'true'],
  floor: ['rounding', 'ceil'],
  ceil: ['rounding', 'floor'],
  max: ['rounding', 'min'],
  min: ['rounding', 'max'],
  tonumber: ['conversion', ''],
  KEYS: ['swapped arguments', 'ARGV'],
}
/** A command in the other unit, or one that looks alike. */
const otherCommand: Record<string, [kind: string, by: string]> = {
  EXPIRE: ['unit', 'PEXPIRE'],
  PEXPIRE: ['unit', 'EXPIRE'],
  PEXPIREAT: ['unit', 'EXPIREAT'],
  PTTL: ['unit', 'TTL'],
  TTL: ['unit', 'PTTL'],
  EX: ['unit', 'PX'],
  PX: ['unit', 'EX'],
  INCR: ['command', 'DECR'],
  INCRBY: ['command', 'DECRBY'],
  HSET: ['command', 'HSETNX'],
  NX: ['command', 'XX'],
}

/** Every single change of `text`. */
export function mutateLua(file: string, text: string): Change[] {
  const tokens = read(text)
  const change = (kind: string, start: number, end: number, by: string): Change => ({
    kind,
    file,
    from: text.slice(start, end),
    to: by,
    text: splice(text, start, end, by),
  })
  const single = tokens.flatMap((token, at) => {
    const { is, start, end, raw } = token
    if (is === 'number') return numbers(raw).map(([kind, by]) => change(kind, start, end, by))
    if (is === 'text') {
      const [kind, by] = otherCommand[raw.slice(1, -1)] ?? []
      const edits = kind ? [change(kind, start, end, `'${by}'`)] : []
      // The last text of a call is often an option: NX, or a field.
      const before = tokens[at - 1]
      if (before?.raw === ',') edits.push(change('dropped argument', before.start, end, ''))
      return edits
    }
    const [kind, by] = (is === 'word' ? otherWord[raw] : otherSign[raw]) ?? []
    return kind && by !== undefined ? [change(kind, start, end, by)] : []
  })
  return [...single, ...conditions(text, change), ...calls(text, change), ...replies(text, change)]
}

type MakeChange = (kind: string, start: number, end: number, by: string) => Change

function numbers(raw: string): [kind: string, by: string][] {
  const value = Number(raw)
  const others = value === 0 ? [1] : value === 1 ? [0, 2] : [value + 1, value - 1]
  const unit: [string, string][] = value >= 1000 ? [['unit', String(value / 1000)]] : []
  return [...others.map((other): [string, string] => ['constant', String(other)]), ...unit]
}

function conditions(text: string, change: MakeChange): Change[] {
  return [...code(text).matchAll(/\b(?:if|elseif)\b([^\n]*?)\bthen\b/g)].flatMap((found) => {
    const start = found.index + found[0].indexOf(found[1] ?? '')
    const end = start + (found[1]?.length ?? 0)
    return ['true', 'false'].map((by) => change('condition', start, end, ` ${by} `))
  })
}

/** Leaves out a call whose reply nobody keeps. */
function calls(text: string, change: MakeChange): Change[] {
  return [...code(text).matchAll(/^[ \t]*(redis\.call\([^\n]*\))[ \t]*$/gm)].map((found) =>
    change('dropped statement', found.index, found.index + found[0].length, ''),
  )
}

/** Swaps a pair that is returned. */
function replies(text: string, change: MakeChange): Change[] {
  return [...code(text).matchAll(/return \{ ([^{},]+), ([^{}]+) \}/g)].map((found) => {
    const [all, first = '', second = ''] = found
    return change(
      'swapped arguments',
      found.index,
      found.index + all.length,
      `return { ${second}, ${first} }`,
    )
  })
}

/** The text with its comments blanked, so that places in it stay the same. */
function code(text: string): string {
  return text.replace(/--[^\n]*/g, (comment) => ' '.repeat(comment.length))
}

function read(text: string): Token[] {
  const pattern =
    /('[^'\n]*'|"[^"\n]*")|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<=|>=|==|~=|\.\.|[-+*/%<>=,()[\]{}#])/g
  return [...code(text).matchAll(pattern)].map((found) => ({
    is: found[1] ? 'text' : found[2] ? 'number' : found[3] ? 'word' : 'sign',
    start: found.index,
    end: found.index + found[0].length,
    raw: found[0],
  }))
}

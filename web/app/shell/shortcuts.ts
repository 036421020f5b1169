// Which keys do what. Pure: keys in, a command's name out.
export type CommandName =
  | 'palette'
  | 'help'
  | 'start'
  | 'lessons'
  | 'playground'
  | 'glossary'
  | 'labs'
  | 'next'
  | 'previous'
  | 'send'
  | 'burst'
  | 'theme'
  | 'tree'
  | 'live'
  | 'exercise'
  | 'progress'

export type Shortcut = {
  command: CommandName
  group: 'everywhere' | 'go' | 'live' | 'page'
  /** Pressed one after the other; 'mod' is Ctrl, or ⌘ on a Mac, held with what follows. */
  keys: readonly string[]
}

export const shortcuts: readonly Shortcut[] = [
  { command: 'palette', group: 'everywhere', keys: ['mod', 'k'] },
  { command: 'palette', group: 'everywhere', keys: ['/'] },
  { command: 'help', group: 'everywhere', keys: ['?'] },
  { command: 'progress', group: 'everywhere', keys: ['g', 'u'] },
  { command: 'start', group: 'go', keys: ['g', 's'] },
  { command: 'lessons', group: 'go', keys: ['g', 'l'] },
  { command: 'playground', group: 'go', keys: ['g', 'p'] },
  { command: 'labs', group: 'go', keys: ['g', 'b'] },
  { command: 'glossary', group: 'go', keys: ['g', 'g'] },
  { command: 'next', group: 'go', keys: ['n'] },
  { command: 'previous', group: 'go', keys: ['p'] },
  { command: 'send', group: 'live', keys: ['s'] },
  { command: 'burst', group: 'live', keys: ['b'] },
  { command: 'exercise', group: 'page', keys: ['e'] },
  { command: 'theme', group: 'page', keys: ['t'] },
  { command: 'tree', group: 'page', keys: ['['] },
  { command: 'live', group: 'page', keys: [']'] },
]

export type Press = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  repeat: boolean
}

/** How long the second key of a pair may take. */
const pairMs = 1500

/**
 * Reads keys as they are pressed.
 * @param options.single whether keys without Ctrl or ⌘ count: not while somebody types, nor where they are switched off
 * @returns the command that the keys so far come to, null while they come to none
 */
export function createKeyReader(): (
  press: Press,
  options: { single: boolean; at: number },
) => CommandName | null {
  let first: { key: string; at: number } | null = null

  return function read({ key, ctrlKey, metaKey, altKey, repeat }, { single, at }) {
    const before = first !== null && at - first.at <= pairMs ? first.key : null
    first = null
    if (repeat || altKey) return null
    if (ctrlKey || metaKey) return find(['mod', key.toLowerCase()])
    if (!single) return null
    if (before !== null) return find([before, key])
    if (shortcuts.some(({ keys }) => keys.length === 2 && keys[0] === key)) first = { key, at }
    return find([key])
  }
}

function find(pressed: string[]): CommandName | null {
  return shortcuts.find(({ keys }) => keys.join() === pressed.join())?.command ?? null
}

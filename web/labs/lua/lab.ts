import type { LabEntry } from '../lab-entry.ts'

export const lua = {
  name: 'lua',
  title: 'Lua',
  summary:
    'Write the script yourself, run it on a Valkey of your own, and see reply, keys and errors.',
  lessons: ['04-atomic-counter'],
  load: () => import('./LuaLab.tsx'),
} as const satisfies LabEntry

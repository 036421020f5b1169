import type { NextjsState, WayResult } from '../../server/nextjs/contract.ts'

const passed = (allowed: number, of: number) => `${allowed} of ${of} answered`

export const nextjsMessages = {
  title: 'The guide’s frontend, in Next.js',
  start: 'Start Next.js',
  stop: 'Stop',
  open: (url: string) => `Open ${url.replace('http://', '')}`,
  newTab: 'in a new tab',
  terminal: 'Or in a terminal:',
  command: 'npm run nextjs',
  copy: 'Copy the command that starts Next.js',
  lastLines: 'What it said last',
  asking: 'Asking the workbook …',
  needsJavaScript: 'Starting it from here needs JavaScript. In a terminal it is: npm run nextjs',
  unreachable: 'The workbook’s server does not answer. Is it still running in its terminal?',
  notHere:
    'A room does not start programs for its learners. On your own machine, with npm start, there is a button here.',
  packages: 'Packages installed',
  state: (state: NextjsState): string => {
    switch (state.is) {
      case 'off':
        return state.installed
          ? 'Installed, and not running. It starts in a few seconds; after a change it is built first.'
          : 'Not installed. The first start fetches Next.js into lessons/07-the-frontend/nextjs: 380 MB on disk, a minute or so, then never again.'
      case 'installing':
        return state.packages < state.of
          ? `Installing: ${state.packages} of ${state.of} packages.`
          : 'Installing: the compiler, the largest part, is still on its way.'
      case 'building':
        return 'Building the app for production: half a minute, or more on a busy machine.'
      case 'starting':
        return 'Starting.'
      case 'running':
        return 'Running. It ends with the workbook.'
      case 'stopping':
        return 'Stopping.'
      case 'failed':
        return state.why
    }
  },
  sending: 'Sending …',
  result: ({ requests, allowed, countedAs }: WayResult): string => {
    const [first, second] = countedAs
    const total = passed(allowed, requests)
    if (!first) return `${total}.`
    if (!second) return `${total}. All counted as ${first.address}.`
    if (countedAs.length > 2) {
      return `${total}. Counted as ${countedAs.length} clients, such as ${first.address} and ${second.address}.`
    }
    const each = countedAs.map(
      (one) => `${one.address}: ${passed(one.allowed, one.allowed + one.rejected)}`,
    )
    return `${each.join('. ')}.`
  },
}

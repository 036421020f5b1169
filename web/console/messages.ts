export const consoleMessages = {
  title: 'Console',
  lead: {
    before:
      'As valkey-cli: each line is sent to Valkey as it is. The keys of your keyspace begin with',
    or: ' or ',
  },
  input: 'A command for Valkey',
  keyboard:
    'Tab completes; Escape, then Tab leaves. Arrow up brings back what you typed. Ctrl+L clears.',
  start: 'For example:',
  run: 'Run',
  log: 'Lines and replies',
  copy: 'Copy all lines and replies',
  clear: 'clear',
  clearAll: 'Clear the console',
  loading: 'The console is being loaded …',
  what: 'The console',
  off: 'There is no console here.',
  tryAgain: 'Try again',
  tooManyLines: (most: number) =>
    `That is more than ${most} lines. Run a long list from a terminal: npm run valkey-cli < file`,
  moreCandidates: (count: number) => `and ${count} more`,
  completed: (to: string, place: number, count: number) =>
    count === 1 ? `Completed to ${to}` : `Completed to ${to}, ${place} of ${count}`,
  help: {
    intro: 'These commands work here. HELP and a name tell more, for example HELP EXPIRE.',
    unknown: (name: string) => `${name} is not one of the commands here. HELP lists them.`,
    own: 'The console itself knows HELP and CLEAR.',
    none: 'The list of commands has not arrived yet. Try again in a moment.',
  },
  nothingToLeave: 'There is nothing to leave: each line is a connection of its own.',
}

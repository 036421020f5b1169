export const uiMessages = {
  close: 'Close',
  loading: 'Loading …',
  failed: {
    part: 'This part of the page',
    sentence: (what: string) => `${what} could not be shown.`,
    again: 'Try again',
    reload: 'Reload the page',
  },
}

export const codeMessages = {
  copy: 'copy',
  copied: 'copied',
  refused: 'select it to copy',
  copyOf: (what: string) => `Copy ${what}`,
  listing: (what: string) => `Code: ${what}`,
  languages: {
    sh: 'terminal',
    console: 'terminal',
    http: 'HTTP',
    json: 'JSON',
    text: 'text',
  } as Record<string, string>,
}

export const uiMessages = {
  close: 'Close',
  lazy: { loading: 'Loading …', failed: 'It could not be loaded. Reload the page.' },
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

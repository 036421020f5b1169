import type { ConsoleCommand } from '../../server/console/contract.ts'
import { commandIn } from './complete.ts'
import { consoleMessages } from './messages.ts'

/** What the page itself answers to HELP, in the form that valkey-cli has for it. */
export function helpText(line: string, commands: readonly ConsoleCommand[]): string {
  const { help } = consoleMessages
  if (commands.length === 0) return help.none
  const about = line.trim().replace(/^\S+\s*/, '')
  if (about === '') {
    const list = commands.map(({ syntax }) => `  ${syntax}`)
    return [help.intro, '', ...list, '', help.own].join('\n')
  }
  const command = commandIn(about, commands)
  return command ? describe(command) : help.unknown(about.toUpperCase().slice(0, 40))
}

function describe({ syntax, summary, since, group }: ConsoleCommand): string {
  const facts = { summary, since, group }
  const lines = Object.entries(facts).flatMap(([name, text]) =>
    text ? [`  ${name}: ${text}`] : [],
  )
  return [`  ${syntax}`, ...lines].join('\n')
}

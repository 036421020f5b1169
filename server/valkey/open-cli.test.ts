import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, inject, onTestFinished, test } from 'vitest'
import type { ValkeyAddress } from './address.ts'
import { startEmbeddedValkey } from './embedded.ts'
import { findValkeyServer } from './find.ts'
import { openCli } from './open-cli.ts'
import { runningWorkbooks, writeRunFile } from './run-file.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const elsewhere: ValkeyAddress = {
  host: 'valkey.test',
  port: 25061,
  username: 'app',
  password: 'parola',
  tls: { ca: '-----BEGIN CERTIFICATE-----' },
}

test('opens valkey-cli on the Valkey of the running workbook', async () => {
  const source = await findValkeyServer({ env: process.env, root: checkout, log: () => {} })
  const { address, cli, stop } = await startEmbeddedValkey(source)
  onTestFinished(stop)
  const root = temporaryFolder()
  await writeRunFile({ root, port: 3000, address, cli })

  const { command } = await openCli({ root, env: {}, managed: undefined })
  expect(command.args.join(' ')).not.toContain(address.password)
  const child = spawn(command.command, [...command.args, 'PING'], {
    env: { ...process.env, ...command.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(await text(child.stdout)).toBe('PONG\n')
}, 20_000)

test('without a workbook it is the Valkey that VALKEY_HOST names, its password in no argument', async () => {
  const root = temporaryFolder()
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'valkey-cli'), '', { mode: 0o755 })
  const { command, close } = await openCli({ root, env: { PATH: folder }, managed: elsewhere })
  const certificate = command.args.at(-1) ?? ''
  expect(command).toEqual({
    command: join(folder, 'valkey-cli'),
    args: [
      ...['-h', 'valkey.test', '-p', '25061', '--user', 'app'],
      ...['--tls', '--sni', 'valkey.test', '--cacert', certificate],
    ],
    env: { REDISCLI_AUTH: 'parola', VALKEYCLI_AUTH: 'parola' },
  })
  expect(readFileSync(certificate, 'utf8')).toBe('-----BEGIN CERTIFICATE-----')
  close()
  expect(existsSync(certificate)).toBe(false)
})

test('with neither it says what to do', async () => {
  const open = openCli({ root: temporaryFolder(), env: {}, managed: undefined })
  await expect(open).rejects.toThrow('No workbook is running here. Start one with `npm start`')
})

test('PORT picks one of several workbooks', async () => {
  const root = temporaryFolder()
  const cli = { command: 'cli', args: [] }
  const address = inject('valkey')
  await writeRunFile({ root, port: 4001, address, cli: { ...cli, args: ['first'] } })
  await writeRunFile({ root, port: 4002, address, cli: { ...cli, args: ['second'] } })
  const open = (PORT?: string) =>
    openCli({ root, env: PORT ? { PORT } : {}, managed: undefined }).then(
      ({ command }) => command.args[0],
    )
  expect(await open('4002')).toBe('second')
  await expect(open('4003')).rejects.toThrow(
    'No workbook is running on port 4003. Those that run are on: 4001, 4002.',
  )
  await expect(open()).rejects.toThrow('Say which: PORT=4001 npm run valkey-cli')
  await writeRunFile({ root, port: 3000, address, cli: { ...cli, args: ['usual'] } })
  expect(await open()).toBe('usual')
})

test("what a workbook leaves is for its user's eyes only, and goes away with it", async () => {
  const root = temporaryFolder()
  const { remove } = await writeRunFile({ root, port: 4001, address: elsewhere, cli: null })
  const folder = join(root, '.valkey/running')
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, '4001.json')).mode & 0o777).toBe(0o600)
  expect(await runningWorkbooks(root)).toMatchObject([{ port: 4001, pid: process.pid }])
  await remove()
  expect(await runningWorkbooks(root)).toEqual([])
})

test('what a dead workbook left is swept away', async () => {
  const root = temporaryFolder()
  await writeRunFile({ root, port: 4001, address: elsewhere, cli: null })
  const file = join(root, '.valkey/running/4001.json')
  // No process has this id: it is past Linux's highest.
  writeFileSync(file, readFileSync(file, 'utf8').replace(`"pid":${process.pid}`, '"pid":4194305'))
  expect(await runningWorkbooks(root)).toEqual([])
  expect(existsSync(file)).toBe(false)
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'open-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

// npm run dev: the workbook as you write it. Vite serves the page with hot reload and hands requests for the
// server on to it; the server is started anew when one of its files changes. Its Valkey stays, and so do the counters.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { root, setup } from './setup.mjs'

await runAsCommand(async ({ log, signal }) => {
  await setup({ root, log, signal, build: false })
  const { readConfig, readEnvironment } = await importTypeScript('../server/config.ts')
  const env = readEnvironment(process.env, root)
  const { port } = readConfig(env)
  const valkey = env.VALKEY_HOST ? null : await startValkey({ env, log })
  const server = runServer({ env: { ...env, ...valkey?.env }, log })
  const page = await servePage({ port, onServerChange: server.restart }).catch(async (error) => {
    await server.stop()
    await valkey?.stop()
    throw error
  })
  log(`Page with hot reload: http://localhost:${page.config.server.port}`)

  if (!signal.aborted) await once(signal, 'abort')
  await page.close()
  await server.stop()
  await valkey?.stop()
})

/** @param {{ env: NodeJS.ProcessEnv, log: Log }} given */
async function startValkey({ env, log }) {
  const { findValkeyServer } = await importTypeScript('../server/valkey/find.ts')
  const { startEmbeddedValkey } = await importTypeScript('../server/valkey/embedded.ts')
  const valkey = await startEmbeddedValkey(await findValkeyServer({ env, root, log }), { log })
  const { host, port, password } = valkey.address
  return {
    // Whatever .env says of another Valkey must not be mixed with this one.
    env: {
      VALKEY_HOST: host,
      VALKEY_PORT: `${port}`,
      VALKEY_PASSWORD: password,
      VALKEY_USERNAME: '',
      VALKEY_TLS: 'false',
    },
    stop: valkey.stop,
  }
}

/**
 * Keeps one server process: `restart` ends it in its own order first.
 * @param {{ env: NodeJS.ProcessEnv, log: Log }} given
 */
function runServer({ env, log }) {
  // Ends with us even when we are SIGKILLed: the channel between us is closed then.
  const program = `
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
    const { runWorkbook } = await import(${JSON.stringify(pathToFileURL(join(root, 'server/main.ts')))})
    await runWorkbook({ root: ${JSON.stringify(root)} })
  `
  const start = () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: root, env, stdio: ['ignore', 2, 2, 'ipc'] },
    )
    child.on('exit', (code) => {
      if (code) log(`The server ended (${code}) and waits for a change in server/`)
    })
    return child
  }
  /** @param {import('node:child_process').ChildProcess} child */
  const end = async (child) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }

  let current = start()
  let stopped = false
  let turn = Promise.resolve()
  /** @param {() => Promise<void>} work */
  const then = (work) => {
    turn = turn.then(work)
    return turn
  }
  return {
    /** @param {string} file */
    restart: (file) =>
      then(async () => {
        if (stopped) return
        log(`${file} changed: the server is started anew`)
        await end(current)
        current = start()
      }),
    stop: () => {
      stopped = true
      return then(() => end(current))
    },
  }
}

/**
 * Vite, which hands on the Host header as the browser sent it, for the server to check.
 * @param {{ port: number, onServerChange: (file: string) => void }} given
 */
async function servePage({ port, onServerChange }) {
  const { createServer } = await import('vite')
  // The configuration proxies to it, and does not read .env.
  process.env.PORT = `${port}`
  const vite = await createServer({ configFile: join(root, 'vite.config.ts'), clearScreen: false })
  vite.watcher.add(join(root, 'server'))
  vite.watcher.on('all', (event, path) => {
    const file = relative(root, path)
    const isServer = /^server\/.+\.(ts|lua|sh)$/.test(file) && !file.endsWith('.test.ts')
    if (isServer && event === 'change') onServerChange(file)
  })
  await vite.listen()
  return vite
}

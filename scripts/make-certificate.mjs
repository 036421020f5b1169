// A certificate for Valkey with TLS on this machine, for docker-compose.yml's tls profile.
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { root, setup } from './setup.mjs'

const help = `node scripts/make-certificate.mjs [--renew]

Makes certs/ca.crt, certs/server.crt and certs/server.key for a Valkey at localhost, 127.0.0.1 and ::1, valid for a
year. Good ones are kept; --renew replaces them. Nothing on this machine trusts them by itself: a client is given
certs/ca.crt (VALKEY_CA_FILE).
`

await runAsCommand(async ({ log, signal }) => {
  let options
  try {
    options = parseArgs({
      options: { renew: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    throw Object.assign(new Error(`${error.message}\n\n${help}`), { expected: true })
  }
  if (options.help) return void process.stdout.write(help)
  await setup({ root, log, signal, valkey: false, build: false })
  const { ensureCertificates } = await importTypeScript('./certificate-folder.ts')
  const folder = relative(process.cwd(), join(root, 'certs')) || '.'
  try {
    log(await ensureCertificates({ folder, renew: options.renew ?? false }))
  } catch (error) {
    throw Object.assign(error, { expected: true })
  }
})

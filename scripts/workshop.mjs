// npm run workshop: makes the checkout ready, then runs a room in this same process, which supervises its servers.
import { importTypeScript } from './import-typescript.mjs'
import { startRehearsal } from './rehearsal/start-rehearsal.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { root, setup } from './setup.mjs'
import { help, readFlags } from './workshop-flags.mjs'

let flags
const ready = await runAsCommand(async ({ log, signal }) => {
  flags = readFlags(process.argv.slice(2))
  if (!flags.help) await setup({ root, log, signal, build: !flags.end })
})
if (ready && flags.help) process.stdout.write(`${help}\n`)
else if (ready) {
  const { runWorkshop } = await importTypeScript('../server/workshop/command.ts')
  const { rehearse: count } = flags
  await runWorkshop({
    ...{ root, flags },
    ...(count && {
      /** For practice: the names on the board say that these learners are none. */
      onOpen: ({ origin, room }) => startRehearsal({ origin, code: room.code, count, root }),
    }),
  })
}

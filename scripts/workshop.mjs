// npm run workshop: makes the checkout ready, then runs a room in this same process, which supervises its servers.
import { importTypeScript } from './import-typescript.mjs'
import { startRehearsal } from './rehearsal/start-rehearsal.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { root, setup } from './setup.mjs'
import { help, readFlags } from './workshop-flags.mjs'

/** @type {ReturnType<typeof readFlags> | undefined} */
let flags
const ready = await runAsCommand(async ({ log, signal }) => {
  flags = readFlags(process.argv.slice(2))
  if (!flags.help) await setup({ root, log, signal, build: !flags.end })
})
if (ready && flags?.help) process.stdout.write(`${help}\n`)
else if (ready && flags) {
  const { runWorkshop } = await importTypeScript('../server/workshop/command.ts')
  const { rehearse: count } = flags
  await runWorkshop({
    root,
    flags,
    ...(count && {
      /**
       * Fills the room with simulated learners for practice; their names on the board say so.
       * @param {{ origin: string, room: { code: string } }} opened
       */
      onOpen: ({ origin, room }) => startRehearsal({ origin, code: room.code, count, root }),
    }),
  })
}

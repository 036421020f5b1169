// npm start: makes the checkout ready, then runs the workbook in this same process.
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { root, setup } from './setup.mjs'

if (await runAsCommand(({ log, signal }) => setup({ root, log, signal }))) {
  const { runWorkbook } = await importTypeScript('../server/main.ts')
  await runWorkbook({ root })
}

// What `npm test` is told on the command line. Needs nothing but Node: it is read before anything is installed.
import { parseArgs } from 'node:util'

const help = `npm test [-- <option>]     runs every check of the workbook; no set-up is needed before

  --all      also what needs more than a bare machine, and the longest tests: every lesson and page in a browser,
             everything a learner's file can do wrong; with CI set, tests of the Docker path must run and are a
             failure where they cannot
  --quick    under a minute: no page build, no browser, no containers, no lesson check, none of the longest tests
  --help     this text

A Valkey comes with the run: the empty one TEST_VALKEY_HOST names (TEST_VALKEY_PORT, _USERNAME, _PASSWORD, _TLS,
_CA_FILE), else a container where Docker answers (TEST_VALKEY_IMAGE names another image), else a private
valkey-server. CHROMIUM_PATH names the browser. VALKEY_HOST is never used by tests.
The last line is "<n> passed, <n> failed, <n> skipped"; the exit code is 1 when anything failed.
`

/**
 * Prints the help and ends the process for --help, and for what it does not know (exit code 1).
 * @returns {{ all?: boolean, quick?: boolean }}
 */
export function readFlags() {
  const options = /** @type {const} */ ({
    all: { type: 'boolean' },
    quick: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  try {
    const { values } = parseArgs({ options })
    if (values.all && values.quick) throw new Error('--all and --quick exclude each other')
    if (!values.help) return values
    process.stdout.write(help)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${help}`)
    process.exit(1)
  }
}

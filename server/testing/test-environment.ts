// A test run must not depend on, or reach, what the workbook itself is set up with.
const SETTINGS = [
  'VALKEY_HOST',
  'VALKEY_PORT',
  'VALKEY_USERNAME',
  'VALKEY_PASSWORD',
  'VALKEY_TLS',
  'VALKEY_CA_FILE',
  'RATE_LIMIT',
  'RATE_WINDOW_SECONDS',
  'PORT',
  'HOST',
  'ALLOWED_HOSTS',
  'TRUST_PROXY',
]

/**
 * Empties the workbook's own settings in `env`, so that no test can reach the Valkey that VALKEY_HOST names. Tests are
 * pointed at a Valkey by TEST_VALKEY_HOST alone. Emptied, not deleted: an empty variable counts as not set, and it
 * hides the same variable of a `.env`, which a missing one does not.
 */
export function forgetTheWorkbooksOwnSettings(env: NodeJS.ProcessEnv): void {
  for (const name of SETTINGS) env[name] = ''
}

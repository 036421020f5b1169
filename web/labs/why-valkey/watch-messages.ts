export const watchValkeyMessages = {
  title: 'Your Valkey, second by second',
  how: 'INFO, the command statistics, the slow log and the latency monitor of the Valkey behind this page, read once a second for half a minute. Send requests meanwhile.',
  start: 'Watch for half a minute',
  loading: 'Loading …',
}

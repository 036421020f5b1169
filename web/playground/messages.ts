export const playgroundMessages = {
  title: 'Playground',
  description: 'Send real requests to a rate-limited endpoint and watch its keys in Valkey.',
  lead: 'The limiter of the lessons, with room: what you send, what comes back, and what Valkey holds.',
  compose: 'Send',
  keys: 'Keys in Valkey',
  moreWays: 'More ways to send',
}

// Texts of the labs' frame. What a lab says inside is in a file of its own, which is loaded with the lab.
export const labsMessages = {
  title: 'Labs',
  description:
    'Labs on a real Valkey: break it, race it, run your own Lua on it, and watch what happens.',
  lead: 'Each lab is an experiment on a real Valkey. What may go wrong runs on a Valkey of its own, which ends with the page.',
  breadcrumb: 'Where you are',
  usedBy: 'Belongs to',
  loading: 'Loading the lab …',
  what: 'The lab',
  named: (title: string) => `Lab: ${title}`,
  ownPage: 'With room, on its own page',
  needsJavaScript: 'This lab needs JavaScript, which is off here.',
  none: 'There is no lab here yet.',
  list: {
    ttl: {
      title: 'TTL',
      summary:
        'Take a counter’s expiry away, or push it forward, and see who is blocked for ever; then see the repair.',
    },
    whyValkey: {
      title: 'Why Valkey',
      summary:
        'The guide’s four claims, threads, memory, compatibility and observability, each measured on this machine.',
    },
    load: {
      title: 'Load',
      summary:
        'Send as many requests as the endpoint can answer, with the limiter and without, and see what a limiter costs.',
    },
    race: {
      title: 'Race',
      summary:
        'Up to 200 clients count at once, in two naive ways and by the script: who gets in, and every command in the order Valkey ran it.',
    },
    algorithms: {
      title: 'Algorithms',
      summary:
        'Compose traffic, or take what you just sent, and let all five algorithms decide on it at the same time.',
    },
    lua: {
      title: 'Lua',
      summary:
        'Write the script yourself, run it on a Valkey of your own, and see reply, keys and errors.',
    },
    failure: {
      title: 'Failure',
      summary:
        'Kill, freeze, slow down or fill a Valkey, and watch what requests get meanwhile, and after.',
    },
  },
}

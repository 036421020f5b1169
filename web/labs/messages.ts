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
}

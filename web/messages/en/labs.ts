// Texts of the labs' frame. What a lab says inside is in a file of its own, which is loaded with the lab.
export const labsMessages = {
  title: 'Labs',
  description:
    'Experiments on a real Valkey: break it, race it, run your own Lua on it, and watch what happens.',
  lead: 'Each lab is an experiment on a real Valkey. What may go wrong runs on a Valkey of its own, which ends with the page.',
  breadcrumb: 'Where you are',
  usedBy: 'Belongs to',
  loading: 'Loading the lab …',
  loadFailed: 'The lab could not be loaded.',
  loadAgain: 'Load it again',
  named: (title: string) => `Lab: ${title}`,
  ownPage: 'With room, on its own page',
  needsJavaScript: 'This lab needs JavaScript, which is off here.',
  none: 'There is no lab here yet.',
  run: {
    start: 'Start',
    again: 'Start again',
    stop: 'Stop',
    running: 'Running',
    progress: 'How far it is',
    ended: 'It ran to its end.',
    stopped: 'Stopped.',
    unreachable: 'No answer',
    unreachableDetail: (reason: string) =>
      `The workbook’s server did not answer (${reason}). Is it still running in its terminal?`,
    cutOff: 'Cut off',
    cutOffDetail:
      'The connection to the workbook’s server broke in the middle of the run. Start it again.',
    refused: 'Refused',
    notRunning: 'Nothing is running. Start it first.',
  },
  list: {
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

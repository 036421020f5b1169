// Texts around a run of a lab. They are loaded with the first lab, not with every lesson.
export const runMessages = {
  start: 'Start',
  again: 'Start again',
  stop: 'Stop',
  running: 'Running',
  progress: 'How far it is',
  ended: 'It ran to its end.',
  stopped: 'Stopped.',
  hidden: 'Stopped',
  hiddenDetail:
    'This tab was hidden for a minute, so the run and its processes on your machine were stopped. Start it again whenever you like.',
  unreachable: 'No answer',
  unreachableDetail: (reason: string) =>
    `The workbook’s server did not answer (${reason}). Is it still running in its terminal?`,
  cutOff: 'Cut off',
  cutOffDetail:
    'The connection to the workbook’s server broke in the middle of the run. Start it again.',
  notRunning: 'Nothing is running. Start it first.',
}

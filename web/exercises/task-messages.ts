export const taskMessages = {
  title: (number: number) => `Exercise ${number}`,
  begin: 'Begin the exercise',
  goOn: {
    none: 'Go on with the exercise',
    begun: 'Go on with the exercise',
    passed: 'Look at it again',
  },
  next: (title: string) => `Next: ${title}`,
  look: 'Open the exercise',
  close: 'Close the exercise',
  states: { none: 'not begun', begun: 'begun', passed: 'passed' },
  here: 'Edit and check it here, or in your own editor: both show the same files.',
  inTerminal: 'Or from a terminal',
  what: 'The exercise',
  how: 'In a terminal, in the workbook’s folder:',
  files: (lesson: string) =>
    `The first run makes your own copy in workspace/${lesson}/ and never overwrites it. Edit it in your editor, then run the command again:`,
  incomplete: 'The code is meant to be incomplete at first, so the first check fails.',
}

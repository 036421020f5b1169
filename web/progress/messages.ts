const of = (done: number, all: number) => `${done} of ${all}`

export const progressMessages = {
  open: 'Your progress and settings',
  done: 'done',
  begun: 'begun',
  read: 'read',
  passed: 'exercise passed',
  sections: (done: number, all: number) => `${of(done, all)} sections read`,
  questions: (done: number, all: number) => `${of(done, all)} questions right`,
  exercise: (passed: boolean) => (passed ? 'exercise passed' : 'exercise not passed yet'),
  ofLesson: 'Your progress in this lesson',
  markDone: 'Mark this lesson as done',
  isDone: 'You have done this lesson.',
}

/** Loaded with the dialog. */
export const progressDialogMessages = {
  title: 'Your progress',
  where:
    'Kept in this browser and in workspace/progress.json on this machine. No account, and nothing leaves it.',
  nothingYet: 'Nothing yet. What you read, answer and pass is noted here by itself.',
  lessonsDone: (done: number, all: number) => `${of(done, all)} lessons done`,
  file: 'As a file',
  export: 'Save as a file',
  exportName: 'workbook-progress.json',
  import: 'Add from a file',
  importHint: 'What the file has is added to what is here; nothing is taken away.',
  imported: 'The file’s progress is added.',
  notImported: (name: string, reason: string) =>
    `“${name}” was not added: ${reason.replace(/[.]?$/, '.')} Your progress is as it was.`,
  startOver: 'Start over',
  startOverAsk: 'Forget everything that is noted? A copy stays in workspace/.',
  startOverYes: 'Yes, start over',
  startOverNo: 'No, keep it',
  startedOver: 'You start over: nothing is noted now.',
  onlyHere:
    'The server does not answer, so this is kept in this browser only for now. It goes to the disk by itself later.',
  setAside: (file: string, why: string) =>
    `workspace/progress.json was damaged (${why}). It is kept as ${file}, and progress went on from what this browser knew.`,
}

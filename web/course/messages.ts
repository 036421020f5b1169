export const readingMessages = {
  editor: {
    title: 'Your editor',
    hint: 'A file name in a lesson then opens that file. Your system asks once whether the page may do so.',
    names: {
      none: 'none',
      vscode: 'VS Code',
      cursor: 'Cursor',
      webstorm: 'WebStorm',
      zed: 'Zed',
    },
    open: 'open',
    openIn: (file: string, editor: string) => `Open ${file} in ${editor}`,
    choose: (file: string) => `Choose an editor to open ${file} in`,
    elsewhere:
      'This page was opened from another machine than the workbook runs on, so file names cannot open an editor here.',
  },
  report: 'Report a mistake in this lesson',
}

/** Loaded with the dialog. */
export const reportMessages = {
  title: 'Report a mistake',
  hint: 'Nothing is sent. Write what is wrong, copy the report, and give it to whoever you have the workbook from.',
  hintWithLink: 'Write what is wrong, copy the report, and paste it where mistakes are collected.',
  what: 'What is wrong, and what did you expect?',
  report: 'The report',
  copy: 'Copy the report',
  link: 'Where mistakes are collected',
  text: (about: {
    lesson: string
    section: string | null
    version: string
    browser: string
    what: string
  }) =>
    [
      `Lesson: ${about.lesson}`,
      `Section: ${about.section ?? '(the beginning)'}`,
      `Workbook: ${about.version}`,
      `Browser: ${about.browser}`,
      '',
      about.what.trim() || '(what is wrong)',
    ].join('\n'),
}

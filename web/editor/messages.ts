export const editorMessages = {
  label: (name: string) => `${name}. Tab leaves the editor.`,
  markers: 'What is wrong, by line',
  line: (line: number) => `Line ${line}:`,
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
}

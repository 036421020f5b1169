export const editorMessages = {
  label: (name: string) => `${name}. Tab leaves the editor.`,
  markers: 'What is wrong, by line',
  line: (line: number) => `Line ${line}:`,
}

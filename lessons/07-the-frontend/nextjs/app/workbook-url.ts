/** Where the reader's browser finds the workbook: the API's address under the name that the workbook prints. */
export function workbookUrl(): string {
  return (process.env.API_URL ?? 'http://127.0.0.1:3000').replace('127.0.0.1', 'localhost')
}

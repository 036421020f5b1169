/** `GET /api/checkout`: where the workbook's files lie, so that a file name can open the reader's editor. */
export type Checkout = {
  /** Absolute path of the checkout's folder, as this machine writes it. */
  root: string
}

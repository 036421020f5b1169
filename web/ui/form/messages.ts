export const numberFieldMessages = {
  wrong: (least: number, most: number) =>
    `A whole number from ${least} to ${most.toLocaleString('en')}.`,
}

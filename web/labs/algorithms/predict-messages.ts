export const predictBoundaryMessages = {
  of: (requests: number) => `of ${requests} requests`,
  running: (windowSeconds: number) =>
    `Sending them in real time; it takes a little more than ${windowSeconds} s …`,
  measured: (predicted: number, admitted: number, sent: number, limit: number) =>
    `You predicted ${predicted}; ${admitted} of ${sent} really passed, with a limit of ${limit}.`,
  unmeasured: (reason: string) => `No verdict: it could not be run. ${reason}`,
}

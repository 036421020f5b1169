// What the page needs to know of GET /api/lab/saka. Types only: all that the web may import of lab/.

/** By what a virtual client of the lab is counted, and with which header it says who it is. */
export type CountedBy = 'ip' | 'user' | 'api-key'

export type LabPolicy = {
  algorithm:
    | 'fixed-window'
    | 'sliding-window-log'
    | 'sliding-window-counter'
    | 'token-bucket'
    | 'gcra'
  limit: number
  windowSeconds: number
  by: CountedBy
}

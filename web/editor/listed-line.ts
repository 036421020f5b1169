/** A piece of code, where in its line it begins, and the class that colours it. */
export type ListedToken = [column: number, text: string, className?: string]

/** A line of a file; `number` is its number there. */
export type ListedLine = { number: number; tokens: ListedToken[] }

/**
 * How a quiz question is called in the learner's progress, made of its words so that it stays when others come before
 * it. The list of lessons and the <Quiz> itself both ask here.
 */
export function questionId(question: string): string {
  const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.join('-').slice(0, 80)
}

/** Whether the text is an IPv4 or IPv6 address. The browser's own URL parser knows; it only must not be given more. */
export function isAddress(text: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    return text.split('.').every((part) => Number(part) <= 255 && String(Number(part)) === part)
  }
  return /^[\da-f:.]{2,45}$/i.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`)
}

/** A text from a file as it may be shown: control characters become spaces, and no space stands at its ends. */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

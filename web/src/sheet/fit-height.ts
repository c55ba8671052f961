/** Makes a text field as high as its words, up to a limit in px. */
export function fitHeight(field: HTMLTextAreaElement, longestPx = Number.POSITIVE_INFINITY): void {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, longestPx)}px`;
}

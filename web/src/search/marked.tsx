/** A snippet with the words that were found marked; they stand between U+E000 and U+E001. */
export function Marked({ text }: { text: string }) {
  const parts = text.split(/[\uE000\uE001]/);
  return <>{parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}</>;
}

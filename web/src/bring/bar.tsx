/** A line that fills, with what is done and how far it is. @param part from 0 to 1; null while nobody can know */
export function Bar({ label, part, count }: { label: string; part: number | null; count: string | null }) {
  return (
    <div class="bring-bar">
      <div
        class="work-line"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(part === null ? {} : { "aria-valuenow": Math.floor(part * 100) })}
        {...(count === null ? {} : { "aria-valuetext": count })}
      >
        <div
          class={part === null ? "work-done is-unknown" : "work-done"}
          style={part === null ? undefined : { transform: `scaleX(${part})` }}
        />
      </div>
      <p class="work-words">
        <bdi dir="auto">{label}</bdi>
        {count !== null && <span class="work-count">{count}</span>}
      </p>
    </div>
  );
}

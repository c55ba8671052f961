import { useEffect, useMemo, useState } from "preact/hooks";
import type { ItemFile } from "../../../src/contract/items.ts";
import { sizeOf } from "../formats.ts";
import { words } from "../words/words.ts";
import { textKindOf } from "./file-kind.ts";
import { FileSheet } from "./file-sheet.tsx";
import { MOST_ROWS, readTable } from "./read-table.ts";
import { FIRST_BYTES, MOST_BYTES, type ReadText, readText } from "./read-text.ts";

/** The words of a file, as words and nothing else: whatever markup they hold is shown, never followed. */
export default function TextView({ file }: { file: ItemFile }) {
  const [bytes, setBytes] = useState(FIRST_BYTES);
  const [read, setRead] = useState<ReadText | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const mine = new AbortController();
    readText(file, bytes, mine.signal).then(setRead, (thrown: unknown) => {
      if (!mine.signal.aborted) setProblem(thrown instanceof Error ? thrown.message : words.value.files.notReadable);
    });
    return () => mine.abort();
  }, [file.url, bytes]);
  if (problem !== null) return <FileSheet file={file} why={problem} />;
  if (read === null) return <div class="text-view" aria-busy="true" />;
  const kind = textKindOf(file);
  const isMore = !read.isWhole && bytes < MOST_BYTES;
  return (
    <section class="text-view" aria-label={file.name ?? words.value.files.noName}>
      {kind === "table" ? (
        <Table text={read.text} isWhole={read.isWhole} />
      ) : (
        <pre class={kind === "code" ? "text-code" : "text-prose"} dir="auto">
          {read.text}
        </pre>
      )}
      {isMore && (
        <p class="text-more">
          {words.value.files.beginning(sizeOf(FIRST_BYTES), sizeOf(file.bytes))}{" "}
          <button type="button" class="text-button" onClick={() => setBytes(MOST_BYTES)}>
            {words.value.files.showAll}
          </button>
        </p>
      )}
      {!read.isWhole && !isMore && <p class="text-more">{words.value.files.tooLong(sizeOf(MOST_BYTES))}</p>}
    </section>
  );
}

function Table({ text, isWhole }: { text: string; isWhole: boolean }) {
  const rows = useMemo(() => readTable(text), [text]);
  // The last line may have been cut in its middle.
  const [head = [], ...body] = isWhole || rows.length === MOST_ROWS ? rows : rows.slice(0, -1);
  return (
    <>
      <section class="text-table" aria-label={words.value.files.table}>
        <table>
          <thead>
            <tr>
              {head.map((cell, at) => (
                <th key={at} scope="col" dir="auto">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column} dir="auto">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length === MOST_ROWS && <p class="text-more">{words.value.files.firstRows(MOST_ROWS)}</p>}
    </>
  );
}

import type { ImportRowState } from "../../../src/contract/import-names.ts";
import type { ImportedRow } from "../../../src/contract/imports.ts";
import { follow, itemHref } from "../address.ts";
import { More, Showing, useLoadedList } from "../settings/loaded.tsx";
import { placeOf, reasonOf } from "./reason.ts";

/** The rows of an import in one state, page by page, each with its place in the source and why it is not what it could be. */
export function Rows({ id, state }: { id: string; state: ImportRowState }) {
  const rows = useLoadedList<ImportedRow>(`/imports/${id}/rows?state=${state}`);
  return (
    <Showing of={rows}>
      {({ items }) => (
        <>
          <ul class="bring-rows">
            {items.map((row) => (
              <Row key={row.n} row={row} />
            ))}
          </ul>
          <More of={rows} />
        </>
      )}
    </Showing>
  );
}

function Row({ row }: { row: ImportedRow }) {
  const name = row.title ?? row.url;
  const place = placeOf(row);
  const why = [...(row.reason === null ? [] : [row.reason]), ...row.lost].map(reasonOf).join(" ");
  return (
    <li>
      <p>
        {name !== null && (
          <b dir="auto">
            {row.item_id === null ? (
              name
            ) : (
              <a href={itemHref(row.item_id)} onClick={follow}>
                {name}
              </a>
            )}
          </b>
        )}{" "}
        <bdi class="quiet">{place}</bdi>
      </p>
      {why !== "" && <p class={row.state === "broken" ? "problem" : "quiet"}>{why}</p>}
    </li>
  );
}

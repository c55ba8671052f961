import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Params, ProblemDocument, Tag, Time } from "./parts.ts";
import { STEP_FAILURES, WAIT_REASONS, WARNINGS, type WarningCode } from "./reasons.ts";

export const SHARE_STATES = ["processing", "completed", "error", "cancelled"] as const;
export type ShareState = (typeof SHARE_STATES)[number];
export const STAGES = ["started", "analyzing", "storing", "completed", "error", "cancelled"] as const;
export type Stage = (typeof STAGES)[number];
export const STEP_NAMES = ["read", "files", "glance", "images", "analyze", "finish"] as const;
export type StepName = (typeof STEP_NAMES)[number];
export const STEP_STATES = ["ready", "waiting", "running", "done", "skipped", "failed", "cancelled"] as const;
export type StepState = (typeof STEP_STATES)[number];

export const ShareInput = closed(
  {
    url: Type.Optional(Type.String({ description: "A web address" })),
    text: Type.Optional(
      Type.String({
        description:
          "Any text; a lone link in it is taken for the url when there is none. Beside an address that stands already its words become lines of the item's note",
      }),
    ),
    title: Type.Optional(Type.String()),
    note: Type.Optional(Type.String({ description: "A remark that only its owner sees" })),
    tags: Type.Optional(Type.Array(Tag)),
    html: Type.Optional(Type.String({ description: "The page as the browser sees it; read instead of fetching" })),
    file_ids: Type.Optional(
      Type.Array(Id, { maxItems: LIMITS.filesPerShare, description: "Files that were handed in by POST /files" }),
    ),
    wall_id: Type.Optional(Type.String({ description: "Where it shall stand; without it the inbox" })),
    client_share_id: Type.Optional(
      Type.String({ description: "Makes a retry harmless, like the Idempotency-Key header" }),
    ),
  },
  { description: "What a person hands in: at least one of url, text, title, html or files" },
);
export type ShareInput = Static<typeof ShareInput>;

export const ShareAccepted = closed({
  processing_id: Id,
  status: oneOf(SHARE_STATES),
  estimated_completion_seconds: Type.Integer(),
  item_id: orNull(Id),
  wall_id: orNull(Id),
  duplicate_of: orNull(Id),
  note_added: Type.Boolean({
    description:
      "The item stood already, and its note is longer by the note or the words beside the link that were shared",
  }),
  status_url: Type.String(),
  events_url: Type.String(),
});
export type ShareAccepted = Static<typeof ShareAccepted>;

export const Warning = closed({
  // Open to codes of other versions, which older shares carry.
  code: Type.Unsafe<WarningCode>({ type: "string", description: `One of ${WARNINGS.join(", ")}` }),
  message: Type.String(),
  step: orNull(oneOf(STEP_NAMES)),
  params: Type.Optional(Params),
});
export type Warning = Static<typeof Warning>;

export const StepStatus = closed({
  name: oneOf(STEP_NAMES),
  state: oneOf(STEP_STATES),
  attempt: Type.Integer({ description: "Which try this is: failed tries + 1" }),
  started_at: Type.Optional(Time),
  finished_at: Type.Optional(Time),
  retry_at: Type.Optional(Time),
  error: Type.Optional(
    closed({
      code: Type.String({ description: `One of ${[...STEP_FAILURES, ...WAIT_REASONS].join(", ")}` }),
      message: Type.String(),
      retryable: Type.Boolean(),
    }),
  ),
});
export type StepStatus = Static<typeof StepStatus>;

export const ShareStatus = closed({
  processing_id: Id,
  status: oneOf(SHARE_STATES),
  stage: oneOf(STAGES),
  progress: orNull(Type.Number({ minimum: 0, maximum: 1 })),
  message: Type.String(),
  result_id: orNull(Id),
  item_id: orNull(Id),
  duplicate_of: orNull(Id),
  created_at: Time,
  updated_at: Time,
  warnings: Type.Array(Warning),
  steps: Type.Array(StepStatus),
});
export type ShareStatus = Static<typeof ShareStatus>;

export const ShareList = listOf(ShareStatus);

export const BulkRow = closed({
  http_status: Type.Integer(),
  processing_id: Type.Optional(Id),
  item_id: Type.Optional(orNull(Id)),
  duplicate_of: Type.Optional(orNull(Id)),
  replayed: Type.Optional(Type.Boolean()),
  problem: Type.Optional(ProblemDocument),
});
export type BulkRow = Static<typeof BulkRow>;
export const BulkAnswer = closed({ items: Type.Array(BulkRow) });

export const SHARE_PACES = ["now", "background"] as const;
export type SharePace = (typeof SHARE_PACES)[number];

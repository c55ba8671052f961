-- Made by scripts/generate.ts from src/store/migrations.

CREATE TABLE account_changes (person text not null references persons (id) on delete cascade,
 
    kind text not null,
  thing text not null,
  number integer not null,
  whole_from integer not null,
 
    gone_at integer,
  primary key (person, kind, thing)) without rowid;

CREATE TABLE act_items (act text not null references acts (id) on delete cascade,
  item text not null,
 
    before text not null,
  primary key (act, item)) without rowid;

CREATE TABLE act_portions (act text not null references acts (id) on delete cascade,
  n integer not null,
 
    items text not null,
  primary key (act, n));

CREATE TABLE acts (id text primary key,
 
    person text not null references persons (id) on delete cascade,
  kind text not null,
  state text not null,
 
    change text not null,
  query text,
  counts text not null,
  reasons text not null,
  idempotency_key text,
 
    fingerprint text not null,
  attempt integer not null,
  tries integer not null,
  leased_by text,
 
    leased_until integer,
  created_at integer not null,
  updated_at integer not null,
  ended_at integer);

CREATE TABLE "addresses" ("owner" text not null,
  "identity_hash" text not null,
  "item" text not null references "items" ("id") on delete cascade,
  "address" text not null,
  "via" text not null,
  constraint "addresses_identity" primary key ("owner", "identity_hash")) without rowid;

CREATE TABLE "ai_batches" ("id" text primary key,
  "provider" text not null,
  "model" text not null,
  "their_id" text,
  "state" text not null,
  "created_at" integer not null,
  "look_at" integer not null);

CREATE TABLE "ai_calls" ("id" text primary key,
  "person" text not null,
  "month" text not null,
  "item" text,
  "step" text,
  "attempt" integer,
  "batch" text,
  "provider" text not null,
  "model" text not null,
  "state" text not null,
  "reserved_usd6" integer not null,
  "cost_usd6" integer not null,
  "input_tokens" integer not null,
  "output_tokens" integer not null,
  "cache_read_tokens" integer not null,
  "cache_write_tokens" integer not null,
  "error_code" text,
  "sent_at" integer not null,
  "ended_at" integer);

CREATE TABLE "ai_months" ("person" text not null,
  "month" text not null,
  "reserved_usd6" integer not null,
  "spent_usd6" integer not null,
  constraint "ai_months_key" primary key ("person", "month")) without rowid;

CREATE TABLE "analyses" ("id" text primary key,
  "item" text not null references "items" ("id") on delete cascade,
  "run" text not null,
  "rank" integer not null,
  "made_by" text not null,
  "result" text not null,
  "created_at" integer not null,
  "undone_at" integer,
  asked text,
  cost_usd6 integer not null default 0,
  better_wanted integer not null default 0);

CREATE TABLE "api_keys" ("id" text primary key,
  "person" text not null references "persons" ("id") on delete cascade,
  "name" text not null,
  "hash" text not null,
  "scopes" text not null,
  "created_at" integer not null,
  "expires_at" integer,
  "used_at" integer,
  "revoked_at" integer);

CREATE TABLE audit (id text primary key,
  at integer not null,
  actor text,
  action text not null,
 
    subject text,
  detail text not null,
  address text,
  once text);

CREATE TABLE backups (id text primary key,
  cause text not null,
  state text not null,
 
    host text not null,
  folder text,
  bytes integer not null,
  error text,
  started_at integer not null,
 
    ended_at integer);

CREATE TABLE change_numbers (id integer primary key,
  base integer not null,
  floor integer not null);

CREATE TABLE change_runs (n integer primary key,
  nonce text not null unique,
  number integer not null,
 
    system text not null);

CREATE TABLE "chores" ("name" text primary key,
  "holder" text,
  "until" integer not null) without rowid;

CREATE TABLE "contents" ("item" text primary key references "items" ("id") on delete cascade,
  "shared_text" text,
  "html" text,
  "markdown" text,
  "text" text,
  files_text text);

CREATE TABLE deleted_tag_items (tag text not null references deleted_tags (id) on delete cascade,
 
    item text not null references items (id) on delete cascade,
  "by" text not null,
 
    primary key (tag, item, "by")) without rowid;

CREATE TABLE deleted_tags (id text primary key,
 
    owner text not null references persons (id) on delete cascade,
  name text not null,
  folded text not null,
 
    synonyms text not null,
  deleted_at integer not null) without rowid;

CREATE TABLE "duplicates" ("owner" text not null,
  "item" text not null references "items" ("id") on delete cascade,
  "other" text not null references "items" ("id") on delete cascade,
  "why" text not null,
  "found_at" integer not null,
  "dismissed_at" integer,
  constraint "duplicates_key" primary key ("item", "other"),
  constraint "duplicates_order" check (item < other)) without rowid;

CREATE TABLE feeds (wall text primary key references walls (id) on delete cascade,
  owner text not null references persons (id) on delete cascade,
 
    token_hash text not null unique,
  created_at integer not null);

CREATE TABLE "files" ("id" text primary key,
  "owner" text not null,
  "item" text,
  "role" text not null,
  "state" text not null,
  "store_key" text not null unique,
  "sha256" text,
  "bytes" integer not null,
  "type" text not null,
  "name" text,
  "width" integer,
  "height" integer,
  "placeholder" text,
  "made_from" text,
  "created_at" integer not null,
  facts text,
  staged_by text);

CREATE TABLE guest_shares (id text primary key,
  link text not null references wall_links (id) on delete cascade,
 
    wall text not null references walls (id) on delete cascade,
  state text not null,
  words text not null,
 
    files text not null,
  bytes integer not null,
  guest_name text,
  address_hash text not null,
 
    item text,
  created_at integer not null,
  decided_at integer);

CREATE TABLE highlights (id text primary key,
 
    item text not null references items (id) on delete cascade,
 
    person text not null references persons (id) on delete cascade,
  text text not null,
  note text,
 
    colour text,
  place text,
  import text,
  created_at integer not null,
  words text not null default '');

CREATE TABLE house (name text primary key,
  value text not null) without rowid;

CREATE TABLE identities (id text primary key,
  person text not null references persons (id) on delete cascade,
  issuer text not null,
 
    subject text not null,
  email text,
  linked_at integer not null,
  used_at integer,
  unique (issuer, subject))
    without rowid;

CREATE TABLE import_pages (import text not null references imports (id) on delete cascade,
 
    n integer not null,
  file text not null,
  primary key (import, n)) without rowid;

CREATE TABLE import_pulls (import text primary key references imports (id) on delete cascade,
 
    secret text,
  cursor text,
  things integer not null,
  pages integer not null) without rowid;

CREATE TABLE import_rows (import text not null references imports (id) on delete cascade,
 
    n integer not null,
  kind text not null,
  state text not null,
  item text,
  title text,
  url text,
 
    place text not null,
  reason_code text,
  reason text,
  lost text,
  kept text,
  made text,
 
    primary key (import, n)) without rowid;

CREATE TABLE imports (id text primary key,
 
    person text not null references persons (id) on delete cascade,
  source text not null,
  file text,
 
    state text not null,
  format text,
  wanted text not null,
  starts integer not null,
 
    position integer not null,
  known_rows integer,
  checked text,
  counts text not null,
 
    made_walls text not null,
  error_code text,
  error_detail text,
  idempotency_key text,
 
    fingerprint text not null,
  attempt integer not null,
  tries integer not null,
  leased_by text,
  leased_until integer,
 
    version integer not null,
  created_at integer not null,
  updated_at integer not null,
  started_at integer,
 
    ended_at integer);

CREATE TABLE invitations (id text primary key,
  token_hash text not null unique,
  made_by text not null references persons (id) on delete cascade,
 
    role_of_house text not null,
  email text,
  name_hint text,
 
    expires_at integer not null,
  used_at integer,
  used_by text,
  revoked_at integer,
 
    created_at integer not null);

CREATE TABLE "item_tags" ("item" text not null references "items" ("id") on delete cascade,
  "tag" text not null references "tags" ("id") on delete cascade,
  "by" text not null,
  constraint "item_tags_key" primary key ("item", "tag", "by")) without rowid;

CREATE TABLE item_vectors (seq integer primary key,
  item text not null unique
    references items (id) on delete cascade,
  owner text not null,
  model text not null,
  dimensions integer not null,
 
    digest text not null,
  signs blob not null,
  vector blob not null,
  made_at integer not null);

CREATE VIRTUAL TABLE item_words using fts5(who, title, tags, note, summary, site, body,
         content='', contentless_delete=1, tokenize="ascii");

CREATE TABLE "items" ("seq" integer primary key,
  "id" text not null unique,
  "owner" text not null references "persons" ("id") on delete cascade,
  "kind" text not null,
  "state" text not null,
  "own" text not null,
  "found" text not null,
  "analysis" text,
  "share" text,
  "title" text not null,
  "site" text,
  "lang" text,
  "created_at" integer not null,
  "updated_at" integer not null,
  "edited_version" integer not null,
  "version" integer not null,
  "merged_into" text,
  "pinned_at" integer,
  "archived_at" integer,
  "deleted_at" integer,
  "purge_at" integer);

CREATE TABLE known_words (word text primary key,
  first text not null,
  letters integer not null,
 
    items integer not null) without rowid;

CREATE TABLE landed_shares (id text primary key,
  browser_hash text not null,
  person text,
 
    words text not null,
  file_ids text not null,
  bytes integer not null,
  whole_at integer,
  saved_at integer,
 
    expires_at integer not null);

CREATE TABLE mails (id text primary key,
  person text not null references persons (id) on delete cascade,
  kind text not null,
  recipient text not null,
 
    subject text not null,
  body text,
  state text not null,
  tries integer not null,
  due_at integer not null,
 
    error text,
  created_at integer not null,
  ended_at integer);

CREATE TABLE "marks" ("owner" text not null,
  "hash" text not null,
  "item" text not null references "items" ("id") on delete cascade,
  constraint "marks_key" primary key ("owner", "hash", "item")) without rowid;

CREATE TABLE members (wall text not null references walls (id) on delete cascade,
 
    person text not null references persons (id) on delete cascade,
  role text not null,
 
    added_by text not null,
  created_at integer not null,
  primary key (wall, person)) without rowid;

CREATE TABLE moves (source text primary key,
  started_at integer not null,
  ended_at integer);

CREATE TABLE oidc_flows (hash text primary key,
  person text references persons (id) on delete cascade,
  purpose text not null,
 
    return_to text not null,
  expires_at integer not null,
  used_at integer) without rowid;

CREATE TABLE "owner_links" ("hash" text primary key,
  "person" text not null references "persons" ("id") on delete cascade,
  "expires_at" integer not null,
  "used_at" integer) without rowid;

CREATE TABLE passkey_challenges (hash text primary key,
  person text references persons (id) on delete cascade,
  purpose text not null,
 
    expires_at integer not null,
  used_at integer) without rowid;

CREATE TABLE passkey_handles (person text not null references persons (id) on delete cascade,
  handle text not null unique,
  primary key (person))
    without rowid;

CREATE TABLE passkeys (id text primary key,
  person text not null references persons (id) on delete cascade,
  credential text not null unique,
 
    public_key text not null,
  counter integer not null,
  transports text not null,
  name text not null,
 
    backed_up integer not null,
  created_at integer not null,
  used_at integer) without rowid;

CREATE TABLE passwords (person text primary key references persons (id) on delete cascade,
 
    phc text not null,
  changed_at integer not null) without rowid;

CREATE TABLE pending_sign_ins (hash text primary key,
  person text not null references persons (id) on delete cascade,
  tries integer not null,
 
    expires_at integer not null) without rowid;

CREATE TABLE "persons" ("id" text primary key,
  "email" text unique,
  "name" text,
  "role" text not null,
  "language" text,
  "created_at" integer not null,
  login text,
  disabled_at integer,
  leaving_at integer,
  shows_presence integer not null default 0);

CREATE TABLE "places" ("wall" text not null references "walls" ("id") on delete cascade,
  "item" text not null references "items" ("id") on delete cascade,
  "clock" integer not null,
  "sort_at" integer not null,
  "added_by" text not null,
  "removed_at" integer,
  position text,
  constraint "places_key" primary key ("wall", "item")) without rowid;

CREATE TABLE progress (item text not null references items (id) on delete cascade,
 
    person text not null references persons (id) on delete cascade,
  thousandths integer not null,
  anchor text,
 
    opened_at integer not null,
  read_at integer,
  updated_at integer not null,
 
    primary key (item, person)) without rowid;

CREATE TABLE quotas (person text primary key,
  items integer not null,
  bytes integer not null,
 
    own_items integer,
  own_bytes integer,
  own_ai_usd6 integer,
 
    most_items integer not null,
  most_bytes integer not null,
  most_ai_usd6 integer not null) without rowid;

CREATE TABLE recovery_codes (person text not null references persons (id) on delete cascade,
  hash text not null,
  used_at integer,
 
    primary key (person, hash)) without rowid;

CREATE TABLE reset_links (hash text primary key,
  person text not null references persons (id) on delete cascade,
  expires_at integer not null,
 
    used_at integer) without rowid;

CREATE TABLE resurfaced (item text not null references items (id) on delete cascade,
 
    person text not null references persons (id) on delete cascade,
  day text not null,
  n integer not null,
 
    why text not null,
  never_at integer,
  primary key (item, person)) without rowid;

CREATE TABLE resurfacing (person text primary key references persons (id) on delete cascade,
 
    off_at integer,
  dismissed_day text) without rowid;

CREATE TABLE "runs" ("id" text primary key,
  "item" text not null references "items" ("id") on delete cascade,
  "share" text,
  "cause" text not null,
  "started_at" integer not null,
  "ended_at" integer);

CREATE TABLE schema_migrations (name text primary key,
  applied_at integer not null);

CREATE TABLE search_index (version integer primary key,
  done_to integer not null,
  ended_at integer);

CREATE TABLE "sessions" ("hash" text primary key,
  "person" text not null references "persons" ("id") on delete cascade,
  "created_at" integer not null,
  "seen_at" integer not null,
  "idle_until" integer not null,
  "ends_at" integer not null,
  user_agent text) without rowid;

CREATE TABLE "shares" ("id" text primary key,
  "person" text not null references "persons" ("id") on delete cascade,
  "api_key" text,
  "idempotency_key" text,
  "fingerprint" text not null,
  "wall" text not null,
  "item" text,
  "duplicate" integer not null,
  "kind" text not null,
  "state" text not null,
  "run" text,
  "error_code" text,
  "warnings" text not null,
  "version" integer not null,
  "created_at" integer not null,
  "updated_at" integer not null,
  "ended_at" integer,
  "before" text);

CREATE TABLE signing_keys (id text primary key,
  secret text not null,
  created_at integer not null);

CREATE TABLE "steps" ("id" text primary key,
  "item" text not null references "items" ("id") on delete cascade,
  "person" text not null,
  "share" text,
  "run" text not null references "runs" ("id") on delete cascade,
  "name" text not null,
  "lane" text not null,
  "priority" integer not null,
  "rank" integer not null,
  "state" text not null,
  "due_at" integer,
  "attempt" integer not null,
  "tries" integer not null,
  "crashes" integer not null,
  "leased_by" text,
  "leased_until" integer,
  "output" text,
  "error_code" text,
  "error_detail" text,
  "retryable" integer not null,
  "created_at" integer not null,
  "started_at" integer,
  "ended_at" integer);

CREATE TABLE "stream_tickets" ("hash" text primary key,
  "person" text not null references "persons" ("id") on delete cascade,
  "expires_at" integer not null,
  "used_at" integer) without rowid;

CREATE TABLE "tag_pairs_kept" ("owner" text not null references "persons" ("id") on delete cascade,
  "folded_a" text not null,
  "folded_b" text not null,
  constraint "tag_pairs_kept_key" primary key ("owner", "folded_a", "folded_b"),
  constraint "tag_pairs_kept_order" check (folded_a < folded_b)) without rowid;

CREATE TABLE "tag_synonyms" ("owner" text not null,
  "folded" text not null,
  "name" text not null,
  "tag" text not null references "tags" ("id") on delete cascade,
  "created_at" integer not null,
  constraint "tag_synonyms_key" primary key ("owner", "folded")) without rowid;

CREATE TABLE "tags" ("id" text primary key,
  "owner" text not null references "persons" ("id") on delete cascade,
  "name" text not null,
  "folded" text not null,
  merged_into text,
  told_up_to text);

CREATE TABLE totps (person text primary key references persons (id) on delete cascade,
 
    secret text not null,
  last_step integer,
  created_at integer not null,
  confirmed_at integer) without rowid;

CREATE TABLE unwanted_tags (owner text not null references persons (id) on delete cascade,
 
    folded text not null,
  name text not null,
  created_at integer not null,
 
    primary key (owner, folded)) without rowid;

CREATE TABLE vector_models (model text primary key,
  dimensions integer not null,
 
    unlike_e6 integer not null,
  up_to integer not null,
  down_to integer not null);

CREATE TABLE vectors_due (item text primary key references items (id) on delete cascade,
 
    owner text not null,
  version integer not null,
  tries integer not null,
  due_at integer not null);

CREATE TABLE "wall_clocks" ("wall" text primary key references "walls" ("id") on delete cascade,
  "clock" integer not null,
  "oldest" integer not null,
  "closed_at" integer) without rowid;

CREATE TABLE wall_invitations (id text primary key,
  wall text not null references walls (id) on delete cascade,
 
    role text not null,
  token_hash text unique,
  person text references persons (id) on delete cascade,
 
    made_by text not null references persons (id) on delete cascade,
  created_at integer not null,
 
    expires_at integer not null,
  used_at integer,
  used_by text,
  ended_at integer);

CREATE TABLE wall_links (id text primary key,
  wall text not null references walls (id) on delete cascade,
 
    kind text not null,
  token_hash text not null unique,
  name text,
  password_hash text,
  expires_at integer,
 
    revoked_at integer,
  embed integer not null,
  moderated integer not null,
  most_items integer,
  most_bytes integer,
 
    made_by text not null references persons (id) on delete cascade,
  created_at integer not null,
 
    used_at integer);

CREATE TABLE "walls" ("id" text primary key,
  "owner" text not null references "persons" ("id") on delete cascade,
  "name" text not null,
  "kind" text not null,
  "visibility" text not null,
  "idempotency_key" text,
  "made_as" text not null,
  "created_at" integer not null,
  "deleted_at" integer,
  description text,
  sorting text not null default 'newest',
  shared_at integer,
  indexed integer not null default 0,
  query text,
  edited_version integer not null default 0);

CREATE TABLE words_learned (id integer primary key,
  done_to integer not null);

CREATE INDEX account_changes_gone on account_changes (gone_at) where gone_at is not null;

CREATE INDEX account_changes_since on account_changes (person, number, kind, thing);

CREATE INDEX acts_due on acts (id) where state in ('running', 'undoing');

CREATE INDEX acts_ended on acts (ended_at) where ended_at is not null;

CREATE UNIQUE INDEX acts_idempotent on acts (person, idempotency_key)
    where idempotency_key is not null;

CREATE INDEX acts_of_person on acts (person, id);

CREATE INDEX addresses_of_item on addresses (item);

CREATE INDEX ai_batches_open on ai_batches (look_at) where state <> 'ended';

CREATE INDEX ai_calls_of_batch on ai_calls (batch, id) where batch is not null;

CREATE INDEX ai_calls_of_month on ai_calls (person, month, id);

CREATE INDEX ai_calls_open on ai_calls (sent_at) where state = 'sent';

CREATE INDEX analyses_better_wanted on analyses (id) where better_wanted = 1;

CREATE INDEX analyses_of_item on analyses (item, id);

CREATE INDEX api_keys_of_person on api_keys (person, id);

CREATE INDEX audit_by_action on audit (action, id);

CREATE INDEX audit_old on audit (at);

CREATE UNIQUE INDEX audit_once on audit (once) where once is not null;

CREATE INDEX deleted_tags_by_age on deleted_tags (deleted_at);

CREATE INDEX deleted_tags_by_word on deleted_tags (owner, folded, deleted_at);

CREATE INDEX deleted_tags_of_item on deleted_tag_items (item);

CREATE INDEX duplicates_of_other on duplicates (other);

CREATE INDEX duplicates_suggested on duplicates (owner, found_at, item, other) where dismissed_at is null;

CREATE INDEX files_of on files (item, role) where item is not null;

CREATE INDEX files_unkept on files (created_at) where state <> 'kept';

CREATE INDEX guest_shares_of_link on guest_shares (link, created_at);

CREATE INDEX guest_shares_of_wall on guest_shares (wall, state, id);

CREATE INDEX highlights_of_item on highlights (item, person, created_at, id);

CREATE INDEX highlights_of_person on highlights (person, created_at, id);

CREATE INDEX highlights_to_mirror on highlights (person, id);

CREATE INDEX identities_of_person on identities (person);

CREATE INDEX import_pulls_with_secret on import_pulls (import) where secret is not null;

CREATE INDEX import_rows_in_state on import_rows (import, state, n);

CREATE INDEX import_rows_of_item on import_rows (item) where item is not null;

CREATE INDEX imports_due on imports (id)
    where state in ('checking', 'importing', 'undoing');

CREATE UNIQUE INDEX imports_idempotent on imports (person, idempotency_key)
    where idempotency_key is not null;

CREATE INDEX imports_of_person on imports (person, id);

CREATE INDEX imports_with_file on imports (updated_at) where file is not null;

CREATE INDEX invitations_made_by on invitations (made_by, id);

CREATE INDEX item_vectors_near on item_vectors (owner, model, dimensions, seq, signs);

CREATE INDEX items_in_trash on items (owner, deleted_at) where deleted_at is not null;

CREATE INDEX items_merged on items (merged_into) where merged_into is not null;

CREATE INDEX items_not_ready on items (owner, seq) where state <> 'ready';

CREATE INDEX items_of_owner on items (owner, id);

CREATE INDEX items_of_site on items (owner, site, id) where site is not null and deleted_at is null and merged_into is null;

CREATE INDEX items_of_tag on item_tags (tag, item);

CREATE INDEX items_to_purge on items (purge_at) where purge_at is not null;

CREATE INDEX known_words_alike on known_words (first, items desc);

CREATE INDEX landed_shares_of_browser on landed_shares (browser_hash);

CREATE INDEX mails_due on mails (due_at) where state = 'waiting';

CREATE INDEX mails_of_person on mails (person, created_at);

CREATE INDEX marks_of_item on marks (item);

CREATE INDEX members_of_person on members (person, wall);

CREATE INDEX passkeys_of_person on passkeys (person);

CREATE UNIQUE INDEX persons_by_login on persons (login) where login is not null;

CREATE INDEX persons_leaving on persons (id) where leaving_at is not null;

CREATE UNIQUE INDEX persons_owner on persons (role) where role = 'owner';

CREATE INDEX places_by_hand on places (wall, coalesce(position, printf('%013d', sort_at) || item), item)
    where removed_at is null;

CREATE UNIQUE INDEX places_changed on places (wall, clock);

CREATE INDEX places_of_item on places (item);

CREATE INDEX places_standing on places (wall, sort_at, item) where removed_at is null;

CREATE INDEX progress_of_person on progress (person, opened_at, item);

CREATE INDEX reset_links_of_person on reset_links (person);

CREATE INDEX resurfaced_on_day on resurfaced (person, day, n);

CREATE INDEX runs_of_item on runs (item, id);

CREATE INDEX runs_of_share on runs (share);

CREATE INDEX sessions_of_person on sessions (person);

CREATE INDEX shares_ended on shares (kind, ended_at) where ended_at is not null;

CREATE UNIQUE INDEX shares_idempotent on shares (person, idempotency_key) where idempotency_key is not null;

CREATE INDEX shares_of_item on shares (item);

CREATE INDEX shares_of_person on shares (person, state, id);

CREATE INDEX shares_old on shares (ended_at) where ended_at is not null;

CREATE INDEX shares_unfinished on shares (updated_at) where state = 'processing';

CREATE INDEX steps_due on steps (due_at) where state = 'waiting';

CREATE INDEX steps_failed on steps (error_code, item) where state = 'failed';

CREATE INDEX steps_for_batch on steps (id) where state = 'waiting' and error_code in ('ai-batch-wanted', 'ai-batch-sent');

CREATE INDEX steps_held on steps (leased_until) where state = 'running';

CREATE INDEX steps_of_run on steps (run);

CREATE UNIQUE INDEX steps_once on steps (item, run, name);

CREATE INDEX steps_open_of_person on steps (person, lane, state) where state in ('ready', 'waiting', 'running');

CREATE INDEX steps_ready on steps (lane, priority, rank) where state = 'ready';

CREATE INDEX synonyms_of_tag on tag_synonyms (tag);

CREATE INDEX tags_by_key on tags (owner, replace(replace(replace(folded, ' ', ''), '-', ''), '_', ''));

CREATE INDEX tags_ending on tags (merged_into) where merged_into is not null;

CREATE UNIQUE INDEX tags_of_owner on tags (owner, folded);

CREATE INDEX vectors_due_of on vectors_due (owner, due_at);

CREATE INDEX wall_invitations_for_person on wall_invitations (person, id) where person is not null;

CREATE INDEX wall_invitations_of_wall on wall_invitations (wall, id);

CREATE INDEX wall_links_of_wall on wall_links (wall, id);

CREATE UNIQUE INDEX walls_idempotent on walls (owner, idempotency_key) where idempotency_key is not null;

CREATE UNIQUE INDEX walls_inbox on walls (owner) where kind = 'inbox';

CREATE INDEX walls_of_owner on walls (owner, id);

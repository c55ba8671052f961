import { at, listAt, numberAt, textAt } from "./json-at.ts";
import { section } from "./markup.ts";
import { JSON_ONLY, type Site } from "./site.ts";

/**
 * Which fields are answered, as the API writes it: the default ones and `question.body`, `question.answers`,
 * `answer.body`, safe HTML. Such words do not expire (https://api.stackexchange.com/docs/filters); this one is made by
 * `/2.3/filters/create?base=default&unsafe=false&include=question.body;question.answers;answer.body;answer.is_accepted`.
 */
const FILTER = "!20aKG._8Oscv*6djs8Pgm";

const MAX_ANSWERS = 5;

const NAMES: Record<string, string> = {
  "stackoverflow.com": "Stack Overflow",
  "superuser.com": "Super User",
  "serverfault.com": "Server Fault",
  "askubuntu.com": "Ask Ubuntu",
  "mathoverflow.net": "MathOverflow",
};

/**
 * A question with its answers: https://api.stackexchange.com/docs/questions-by-ids, and by one of its answers:
 * https://api.stackexchange.com/docs/questions-by-answer-ids.
 */
export const stackExchange: Site = {
  name: "stack-exchange",
  request({ identity }) {
    const [, host, kind, id] = POST.exec(identity) ?? [];
    if (host === undefined || id === undefined) return null;
    const asked = new URL(
      `https://api.stackexchange.com/2.3/${kind === "q" ? `questions/${id}` : `answers/${id}/questions`}`,
    );
    asked.searchParams.set("site", host);
    asked.searchParams.set("filter", FILTER);
    return { url: asked.href, accept: JSON_ONLY };
  },
  read(answer) {
    const [, host = "", kind, id] = POST.exec(answer.identity) ?? [];
    const question = at(answer.json(), "items", 0);
    const title = textAt(question, "title");
    const body = textAt(question, "body");
    if (title === "" || body === "") return null;
    const isMeant = (one: unknown) => kind === "a" && String(at(one, "answer_id")) === id;
    const rank = (one: unknown) => (isMeant(one) ? 2 : 0) + (at(one, "is_accepted") === true ? 1 : 0);
    const answers = listAt(question, "answers")
      .toSorted((a, b) => rank(b) - rank(a) || numberAt(b, "score") - numberAt(a, "score"))
      .slice(0, MAX_ANSWERS);
    // Safe HTML, as the filter asks for: with character references.
    const plainTitle = answer.document(`<p>${title}</p>`).body.textContent;
    return {
      siteName: NAMES[host] ?? host,
      title: plainTitle,
      author: nameOf(answer, question),
      publishedAt: at(question, "creation_date"),
      modifiedAt: at(question, "last_edit_date"),
      keywords: listAt(question, "tags"),
      html:
        body +
        answers
          .map((one) => {
            const accepted = at(one, "is_accepted") === true ? "Accepted answer" : "Answer";
            const author = nameOf(answer, one);
            return section(author === "" ? accepted : `${accepted} by ${author}`, [textAt(one, "body")]);
          })
          .join(""),
    };
  },
};

const POST =
  /^((?:[a-z]{2}\.)?stackoverflow\.com|superuser\.com|serverfault\.com|askubuntu\.com|mathoverflow\.net|(?:[\w-]{1,40}\.){1,2}stackexchange\.com)\/(q|a)\/(\d{1,12})$/;

/** Safe HTML has names with character references, too. */
function nameOf(answer: { document(html: string): { body: { textContent: string | null } } }, post: unknown): string {
  const name = textAt(post, "owner", "display_name");
  return name === "" ? "" : (answer.document(name).body.textContent ?? "");
}

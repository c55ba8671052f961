import { gistPost, issuePost, repositoryPost, sourcePost } from "./github-posts.ts";
import type { Site, SiteRequest } from "./site.ts";

/** First words of addresses on github.com that are no account. */
const NO_ACCOUNT =
  /^(?:about|account|apps|codespaces|collections|contact|customer-stories|dashboard|enterprise|events|explore|features|issues|join|login|logout|marketplace|mobile|new|notifications|organizations|orgs|pricing|pulls|readme|search|security|sessions|settings|signup|site|sponsors|stars|team|topics|trending|users)$/i;

const API = "https://api.github.com";
const FULL = "application/vnd.github.full+json";

type Kind = "repository" | "issue" | "source" | "gist";

/**
 * GitHub without a key (https://docs.github.com/rest, 60 questions an hour): issues and pull requests by their
 * endpoint, since their pages are built by script; files raw; gists by their endpoint. A repository's own page says
 * more than its endpoint does, the readme above all, so it is read from there.
 */
export const github: Site = {
  name: "github",
  request({ url }) {
    return thingAt(url)?.request ?? null;
  },
  read(answer) {
    switch (thingAt(answer.url)?.kind) {
      case "repository":
        return repositoryPost(answer);
      case "issue":
        return issuePost(answer);
      case "source":
        return sourcePost(answer);
      case "gist":
        return gistPost(answer);
      default:
        return null;
    }
  },
};

function thingAt(url: URL): { kind: Kind; request: SiteRequest } | null {
  const path = url.pathname.replace(/\/$/, "");
  if (url.hostname === "gist.github.com") {
    const gist = /^\/(?:[\w-]{1,40}\/)?([\da-f]{20,40})$/.exec(path)?.[1];
    return gist === undefined ? null : { kind: "gist", request: { url: `${API}/gists/${gist}`, accept: FULL } };
  }
  if (!/^(?:www\.)?github\.com$/.test(url.hostname)) return null;
  const [, account = "", name = "", rest = ""] = /^\/([\w-]{1,40})\/([\w.-]{1,100})(\/.*)?$/.exec(path) ?? [];
  if (account === "" || NO_ACCOUNT.test(account)) return null;
  if (rest === "")
    return { kind: "repository", request: { url: `${url.origin}${url.pathname}${url.search}`, accept: "text/html" } };
  const issue = /^\/(?:issues|pull)\/(\d{1,10})$/.exec(rest)?.[1];
  if (issue !== undefined)
    return { kind: "issue", request: { url: `${API}/repos/${account}/${name}/issues/${issue}`, accept: FULL } };
  const file = /^\/blob\/(.{3,1000})$/.exec(rest)?.[1];
  if (file !== undefined)
    return {
      kind: "source",
      request: { url: `https://github.com/${account}/${name}/raw/${file}`, accept: "text/plain,*/*;q=0.1" },
    };
  return null;
}

/**
 * The script of the page in an archive, as it is written into it: plain JavaScript of ours that any browser of the last
 * years runs from a file. Whatever an item says becomes text nodes; only web addresses and files of the archive become links.
 */
export const SCRIPT = String.raw`
"use strict";
(() => {
  const { words: languages, walls, items } = JSON.parse(document.getElementById("data").textContent);
  const german = (navigator.language || "").toLowerCase().startsWith("de");
  const words = german ? languages.de : languages.en;
  document.documentElement.lang = german ? "de" : "en";
  const PAGE = 60;
  const GAP = 28;
  const NARROWEST = 240;
  const list = document.getElementById("items");
  const status = document.getElementById("status");
  const more = document.getElementById("more");
  const search = document.getElementById("search");
  const wall = document.getElementById("wall");
  const kind = document.getElementById("kind");
  const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium" });
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let found = [];
  let shown = 0;

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) { element.textContent = text; element.dir = "auto"; }
    return element;
  };
  const isWeb = (address) => /^https?:\/\//i.test(address);
  const link = (address, text) => {
    const anchor = make("a", "", text);
    anchor.href = address;
    if (isWeb(address)) { anchor.rel = "noopener noreferrer"; anchor.target = "_blank"; }
    return anchor;
  };
  const option = (value, text) => {
    const element = make("option", "", text);
    element.value = value;
    return element;
  };

  const card = (item) => {
    const article = make("article", "card");
    if (item.picture) {
      const image = make("img", "picture");
      const [address, width, height] = item.picture;
      image.src = address;
      if (width > 0 && height > 0) { image.width = width; image.height = height; }
      image.alt = "";
      image.loading = "lazy";
      image.decoding = "async";
      article.append(image);
    }
    const title = make("h2", "title");
    title.append(item.url && isWeb(item.url) ? link(item.url, item.title) : make("bdi", "", item.title));
    // A note that begins with its title says it once.
    const isSaid = item.words.startsWith(item.title);
    if (isSaid) article.append(make("p", "said", item.words));
    else article.append(title);
    const meta = [item.site, date.format(new Date(item.at)), item.archived ? words.archived : ""];
    article.append(make("p", "meta", meta.filter(Boolean).join(" · ")));
    if (item.note) article.append(make("p", "note", item.note));
    if (item.words && !isSaid) article.append(make("p", "words", item.words));
    const files = make("p", "files");
    for (const file of item.files) {
      if (files.firstChild) files.append(" · ");
      files.append(file.open ? link(file.path, file.name) : make("bdi", "", file.name));
    }
    if (item.text) {
      if (files.firstChild) files.append(" · ");
      files.append(link(item.text, words.text));
    }
    if (files.firstChild) article.append(files);
    if (item.tags.length > 0) {
      const tags = make("ul", "tags");
      for (const tag of item.tags) {
        const entry = make("li");
        const button = make("button", "", tag);
        button.type = "button";
        button.addEventListener("click", () => { search.value = tag; look(); search.focus(); });
        entry.append(button);
        tags.append(entry);
      }
      article.append(tags);
    }
    return article;
  };

  let columns = [];
  const columnsThatFit = () => Math.max(1, Math.floor((list.clientWidth + GAP) / (NARROWEST + GAP)));
  const begin = () => {
    columns = Array.from({ length: columnsThatFit() }, () => make("div", "column"));
    list.replaceChildren(...columns);
    shown = 0;
  };

  /** Each card goes below the shortest column, so that they stay in the order of time from left to right. */
  const showMore = () => {
    for (const item of found.slice(shown, shown + PAGE)) {
      const heights = columns.map((column) => column.offsetHeight);
      columns[heights.indexOf(Math.min(...heights))].append(card(item));
    }
    shown = Math.min(shown + PAGE, found.length);
    more.hidden = shown >= found.length;
  };

  const look = () => {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    found = items.filter((item) =>
      (wall.value === "" || item.walls.includes(Number(wall.value))) &&
      (kind.value === "" || item.kind === kind.value) &&
      wanted.every((word) => item.folded.includes(word)));
    begin();
    showMore();
    status.textContent = found.length === 0
      ? words.nothing
      : words.found.replace("{}", number.format(found.length)).replace("{}", number.format(items.length));
  };

  for (const item of items)
    item.folded = fold([item.title, item.note, item.words, item.site, item.url, item.tags.join(" ")].filter(Boolean).join(" "));
  items.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  search.setAttribute("aria-label", words.search);
  search.placeholder = words.search;
  wall.setAttribute("aria-label", words.wall);
  wall.append(option("", words.all));
  walls.forEach((name, at) => wall.append(option(String(at), name)));
  kind.setAttribute("aria-label", words.kind);
  for (const [value, name] of Object.entries(words.kinds)) kind.append(option(value, name));
  more.textContent = words.more;
  more.addEventListener("click", showMore);
  if ("IntersectionObserver" in window)
    new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting) && !more.hidden) showMore(); },
      { rootMargin: "800px" }).observe(more);
  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 80); });
  for (const choice of [wall, kind]) choice.addEventListener("change", look);
  addEventListener("resize", () => {
    if (columnsThatFit() === columns.length) return;
    const wanted = shown;
    begin();
    while (shown < wanted) showMore();
  });
  document.getElementById("bar").hidden = false;
  look();
})();
`;

/* Search on the start page: everything that can be found stands in the page. */
(() => {
  "use strict";
  const one = (query, inside = document) => inside.querySelector(query);
  const MOST = 8;

  for (const each of document.querySelectorAll("template")) each.replaceWith(each.content);

  const form = one(".find");
  const field = one("input", form);
  const status = one(".status", form);
  const list = one(".hits", form);

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[\s\-–'’‘´`.]+/g, " ").trim();
  const fill = (words, values) =>
    words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const said = (kind) => form.dataset[kind.replace(/_(.)/g, (_, letter) => letter.toUpperCase())];

  const names = [];
  const postcodes = [];
  const typedAs = form.dataset.postcodes && new RegExp(`^(?:${form.dataset.postcodes})$`, "i");
  for (const [kind, link, where, all] of JSON.parse(one("#namen").textContent)) {
    for (const each of all) {
      const [name, inside = ""] = each.split("|");
      if (kind === "postcode") {
        const [from, to = from] = each.split("~");
        postcodes.push({ from, to, link, where });
        continue;
      }
      const hash = kind === "occupation" ? `#zoek=${encodeURIComponent(name)}` : "";
      names.push({ key: fold(name), name, link: link + hash, note: fill(said(kind), { where, inside }) });
    }
  }

  // 0: the whole name, 1: its beginning, 2: a word in it begins so, 3: somewhere in it; else none.
  function distance(key, typed) {
    if (key === typed) return 0;
    if (key.startsWith(typed)) return 1;
    if (key.includes(` ${typed}`)) return 2;
    return typed.length > 2 && key.includes(typed) ? 3 : 9;
  }

  function found(text) {
    const postcode = typedAs && typedAs.exec(text.trim());
    if (postcode) {
      const wanted = postcode[1].toUpperCase(); // texts of one length are in the order of numbers
      const holds = ({ from, to }) => from.length === wanted.length && from <= wanted && wanted <= to;
      return postcodes.filter(holds).map((each) =>
        ({ name: wanted, link: each.link, note: fill(said("postcode"), each) }));
    }
    const typed = fold(text);
    if (!typed) return [];
    const near = [[], [], [], []];
    const seen = new Set();
    for (const each of names) {
      const far = distance(each.key, typed);
      if (far > 3 || seen.has(`${each.key} ${each.link}`)) continue;
      seen.add(`${each.key} ${each.link}`);
      near[far].push(each);
    }
    return near.flat();
  }

  function show() {
    const typed = field.value;
    const hits = found(typed);
    list.replaceChildren(...hits.slice(0, MOST).map((hit) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const name = document.createElement("b");
      const note = document.createElement("span");
      link.href = hit.link;
      name.textContent = hit.name;
      note.textContent = hit.note;
      link.append(name, note);
      item.append(link);
      return item;
    }));
    let words = "";
    if (hits.length > MOST) words = fill(form.dataset.more, { shown: number(MOST), n: number(hits.length) });
    else if (hits.length) words = fill(form.dataset.found, { n: number(hits.length) });
    else if (fold(typed)) words = fill(form.dataset.none, { typed: typed.trim() });
    if (status.textContent !== words) status.textContent = words;
  }

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 100);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show();
    const first = one("a", list);
    if (first) first.click();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...list.querySelectorAll("a")];
    const now = stops.indexOf(document.activeElement);
    const next = stops[now + (event.key === "ArrowDown" ? 1 : -1)];
    if (now < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });

  // --- The map: the whole border of the region that is pointed at or has the focus.

  const map = one("#kies");
  const ring = document.createElementNS(map.namespaceURI, "path");
  ring.setAttribute("class", "ring");
  map.append(ring);
  for (const link of map.querySelectorAll("a")) {
    const line = one("path", link).getAttribute("d");
    for (const begin of ["focus", "pointerenter"]) link.addEventListener(begin, () => ring.setAttribute("d", line));
    for (const end of ["blur", "pointerleave"]) link.addEventListener(end, () => ring.removeAttribute("d"));
  }

  if (field.value) show(); // the browser kept it, after going back
})();

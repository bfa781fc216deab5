/* Filters, search and the moving map of one page. Without it everything is there and shown. */
(() => {
  "use strict";
  const one = (query, inside = document) => inside.querySelector(query);
  const all = (query, inside = document) => [...inside.querySelectorAll(query)];
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const fill = (words, values) =>
    words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? number(values[name]) : whole));
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  for (const each of all("template")) each.replaceWith(each.content);

  // --- What is shown: items and table rows by sector, level, region and words.

  const bar = one(".filters");
  const fields = all("[data-by]", bar);
  const status = one(".status", bar);
  const picked = one(".picked");
  const items = all(".item").map((element) => {
    const section = element.closest(".sector");
    return { element, section, sector: section.dataset.s, level: element.dataset.l || "" };
  });
  const tables = all(".table").map((element) => ({
    element,
    count: one(".count", element),
    label: (one(".count", element) || {}).textContent,
    scroll: one(".scroll", element),
    groups: all("tbody", element).map((group) => ({
      element: group,
      heading: one(".group", group),
      sector: group.dataset.s || "",
      level: group.dataset.l || "",
      rows: all("tr:not(.group)", group).map((row) => ({ element: row, region: row.dataset.r || "" })),
    })),
  }));
  const total = tables.reduce((sum, t) => sum + t.groups.reduce((n, g) => n + g.rows.length, 0), 0);

  function nothing(parent, is) {
    let said = one(".nothing", parent);
    if (is && !said) {
      said = document.createElement("p");
      said.className = "nothing";
      said.textContent = bar.dataset.nothing;
      parent.append(said);
    }
    if (said) said.hidden = !is;
  }

  function chosen() {
    const values = { sector: "", level: "", region: "", words: "" };
    for (const field of fields) values[field.dataset.by] = field.value;
    return values;
  }

  const kept = new WeakMap();
  function textOf(element) {
    if (!kept.has(element)) kept.set(element, fold(element.textContent));
    return kept.get(element);
  }

  function show() {
    const by = chosen();
    const words = fold(by.words).split(/\s+/).filter(Boolean);
    const fits = (each) =>
      (!by.sector || !each.sector || each.sector === by.sector) &&
      (!by.level || !each.level || each.level === by.level);
    const says = (...texts) => words.every((word) => texts.some((text) => text.includes(word)));

    let itemCount = 0;
    const filled = new Set();
    for (const item of items) {
      const is = fits(item) && says(textOf(item.element), textOf(one("h3", item.section)));
      item.element.hidden = !is;
      if (is) { itemCount += 1; filled.add(item.section); }
    }
    for (const section of all(".sector")) section.hidden = !filled.has(section);
    nothing(one(".items"), items.length > 0 && !itemCount);

    let rowCount = 0;
    for (const table of tables) {
      let inTable = 0;
      let ofTable = 0;
      for (const group of table.groups) {
        const isIn = fits(group);
        const heading = group.heading ? textOf(group.heading) : "";
        let inGroup = 0;
        for (const row of group.rows) {
          const is = isIn && (!by.region || !row.region || row.region === by.region) &&
            (!words.length || says(textOf(row.element), heading));
          if (row.element.hidden === is) row.element.hidden = !is;
          inGroup += is;
        }
        group.element.hidden = !inGroup;
        inTable += inGroup;
        ofTable += group.rows.length;
      }
      table.scroll.hidden = !inTable;
      nothing(table.scroll.parentElement, !inTable);
      if (table.count) {
        table.count.textContent = inTable === ofTable
          ? table.label : fill(bar.dataset.part, { n: inTable, total: ofTable });
      }
      rowCount += inTable;
    }
    bar.classList.toggle("on", Object.values(by).some(Boolean));
    const said = fill(bar.dataset.status,
      { items: itemCount, all_items: items.length, rows: rowCount, all_rows: total });
    if (status.textContent !== said) status.textContent = said;
    mark(by.region);
  }

  let waiting = 0;
  bar.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(show, event.target.dataset.by === "words" ? 150 : 0);
  });
  one(".reset", bar).addEventListener("click", () => {
    for (const field of fields) field.value = "";
    show();
  });

  // --- The map: choose a region, zoom and move.

  const map = one("#map");
  const svg = one("svg", map);
  const regions = new Map(all("[data-code]", svg).map((path) => [path.dataset.code, path]));
  const field = fields.find((each) => each.dataset.by === "region");
  const outline = ["halo", "ring"].map((look) => {
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("class", look);
    regions.values().next().value.parentNode.parentNode.append(path);
    return path;
  });

  function mark(code) {
    const path = regions.get(code);
    for (const each of outline) each.setAttribute("d", path ? path.getAttribute("d") : "");
    const said = path ? one("title", path).textContent : "";
    if (picked.textContent !== said) picked.textContent = said;
  }

  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const CLOSEST = 8;
  let eye = { x: left, y: top, zoom: 1 };

  function look(x, y, zoom) {
    const scale = Math.min(Math.max(zoom, 1), CLOSEST);
    const clamp = (value, low, size) => Math.min(Math.max(value, low), low + size - size / scale);
    eye = { x: clamp(x, left, width), y: clamp(y, top, height), zoom: scale };
    const box = [eye.x, eye.y, width / scale, height / scale];
    svg.setAttribute("viewBox", box.map((value) => value.toFixed(2)).join(" "));
    map.classList.toggle("zoomed", scale > 1);
    map.style.setProperty("--near", Math.sqrt(scale).toFixed(2));
    for (const each of all("[data-pan]", map)) {
      if (scale > 1 || each !== document.activeElement) each.hidden = scale === 1;
    }
  }

  // Where on the map a point of the screen lies.
  function at(clientX, clientY) {
    const box = svg.getBoundingClientRect();
    return [
      eye.x + ((clientX - box.left) / box.width) * (width / eye.zoom),
      eye.y + ((clientY - box.top) / box.height) * (height / eye.zoom),
    ];
  }

  // Zoom so that the point (x, y) stays under the same place (from 0 to 1) of the picture.
  function zoomAt(x, y, share, zoom) {
    const scale = Math.min(Math.max(zoom, 1), CLOSEST);
    look(x - (share[0] * width) / scale, y - (share[1] * height) / scale, scale);
  }

  function zoomBy(factor) {
    const middle = [eye.x + width / eye.zoom / 2, eye.y + height / eye.zoom / 2];
    zoomAt(...middle, [0.5, 0.5], eye.zoom * factor);
  }

  const home = () => look(left, top, 1);
  const ways = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };
  function pan(way) {
    const [x, y] = ways[way];
    look(eye.x + (x * width) / eye.zoom / 5, eye.y + (y * height) / eye.zoom / 5, eye.zoom);
  }
  const steps = { in: () => zoomBy(1.5), out: () => zoomBy(1 / 1.5), home };

  map.classList.add("live");
  map.tabIndex = 0;
  map.setAttribute("role", "group");
  map.setAttribute("aria-label", bar.dataset.label);
  map.setAttribute("aria-describedby", "help");
  map.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      if (button.dataset.zoom) steps[button.dataset.zoom]();
      else pan(button.dataset.pan);
      return;
    }
    const path = event.target.closest("[data-code]");
    if (!path || dragged) return;
    field.value = field.value === path.dataset.code ? "" : path.dataset.code;
    show();
  });
  map.addEventListener("keydown", (event) => {
    if (event.target !== map || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key;
    const way = key.startsWith("Arrow") ? key.slice(5).toLowerCase() : "";
    if (way && eye.zoom === 1) return;
    if (way) pan(way);
    else if (key === "+" || key === "=") steps.in();
    else if (key === "-" || key === "_") steps.out();
    else if (key === "0") home();
    else return;
    event.preventDefault();
  });

  let grip = null;
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.pointerType !== "touch" && event.button === 0 && eye.zoom > 1) {
      grip = { x: event.clientX, y: event.clientY, at: at(event.clientX, event.clientY) };
    }
  });
  svg.addEventListener("pointermove", (event) => {
    if (!grip) return;
    if (!dragged && Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < 5) return;
    if (!dragged) svg.setPointerCapture(event.pointerId);
    dragged = true;
    const [x, y] = at(event.clientX, event.clientY);
    look(eye.x + grip.at[0] - x, eye.y + grip.at[1] - y, eye.zoom);
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { grip = null; });

  // One finger scrolls the page; two fingers move and zoom the map.
  let pinch = null;
  function fingers(event) {
    const [a, b] = event.touches;
    return {
      x: (a.clientX + b.clientX) / 2,
      y: (a.clientY + b.clientY) / 2,
      apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1,
    };
  }
  svg.addEventListener("touchstart", (event) => {
    if (event.touches.length !== 2) return;
    const now = fingers(event);
    pinch = { apart: now.apart, zoom: eye.zoom, at: at(now.x, now.y) };
    if (event.cancelable) event.preventDefault();
  }, { passive: false });
  svg.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    if (event.cancelable) event.preventDefault();
    const now = fingers(event);
    const box = svg.getBoundingClientRect();
    const share = [(now.x - box.left) / box.width, (now.y - box.top) / box.height];
    zoomAt(...pinch.at, share, (pinch.zoom * now.apart) / pinch.apart);
  }, { passive: false });
  svg.addEventListener("touchend", (event) => { if (event.touches.length < 2) pinch = null; });

  // --- On paper every folded table is open.

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of folded) each.open = false; });

  // --- A link may bring words to look for: #zoek=opticiens.

  const brought = new URLSearchParams(location.hash.slice(1)).get("zoek");
  if (brought) fields.find((each) => each.dataset.by === "words").value = brought;

  show();
})();

/* One scene at a time, keys, swipes, the QR code, the black screen and the speaker's notes.
   Without it all scenes stand below each other. */
(() => {
  "use strict";
  const one = (query, inside = document) => inside.querySelector(query);
  const all = (query, inside = document) => [...inside.querySelectorAll(query)];
  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  const scenes = all(".scene");
  const titles = scenes.map((scene) => one("h1, h2", scene).textContent);
  const notes = scenes.map((scene) => all(".notes p", scene).map((each) => each.textContent));
  const controls = one(".controls");
  const words = controls.dataset;
  const message = one(".message");
  const dialogs = Object.fromEntries(all("dialog").map((each) => [each.id, each]));
  const stage = matchMedia("(min-width: 960px) and (min-height: 540px)");
  const name = document.title;

  document.documentElement.classList.add("live");
  controls.hidden = false;
  if (!document.documentElement.requestFullscreen) one("[data-do=full]").hidden = true;

  // --- Which scene is shown: the address says it.

  function at() {
    const number = /^#(\d{1,4})$/.exec(location.hash);
    return Math.min(Math.max(number ? Number(number[1]) - 1 : 0, 0), scenes.length - 1);
  }

  function go(index) {
    const to = Math.min(Math.max(index, 0), scenes.length - 1);
    if (to !== at()) location.hash = `#${to + 1}`;
  }

  function show() {
    const index = at();
    scenes.forEach((scene, each) => { scene.hidden = each !== index; });
    const values = { n: index + 1, total: scenes.length, title: titles[index] };
    one(".at", controls).textContent = fill(words.count, values);
    one("#announced").textContent = fill(words.announce, values);
    document.title = `${fill(words.count, values)} ${name}`;
    one("[data-do=previous]").setAttribute("aria-disabled", String(index === 0));
    one("[data-do=next]").setAttribute("aria-disabled", String(index === scenes.length - 1));
    for (const link of all("#overview a")) {
      if (link.hash === `#${index + 1}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    message.hidden = true;
    fit();
    scrollTo(0, 0);
    tell();
  }

  /* Letters of this device may be wider than those reckoned with: then all becomes smaller. */
  function fit() {
    const scene = scenes[at()];
    const parts = all(".text, figure", scene);
    const isTooFull = () => parts.some((each) => each.scrollHeight > each.clientHeight + 1);
    scene.style.removeProperty("--f");
    if (!stage.matches) return;
    for (let size = 97; size >= 55 && isTooFull(); size -= 3) {
      scene.style.setProperty("--f", String(size / 100));
    }
    const text = one(".text", scene);
    if (isTooFull()) text.tabIndex = 0;
    else text.removeAttribute("tabindex");
  }

  function say(text) {
    message.textContent = text;
    message.hidden = false;
  }

  // --- What can be done, by button, key or swipe.

  const isOpen = (dialog) => dialog.open;

  function toggle(dialog) {
    const was = dialog.open;
    Object.values(dialogs).filter(isOpen).forEach((each) => each.close());
    if (was) return;
    dialog.showModal();
    const first = one("[aria-current]", dialog) || one("form button", dialog);
    if (first) first.focus();
    if (dialog === dialogs.dark) one("#announced").textContent = words.dark;
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => say(words.full));
  }

  const doings = {
    previous: () => go(at() - 1),
    next: () => go(at() + 1),
    first: () => go(0),
    last: () => go(scenes.length - 1),
    overview: () => toggle(dialogs.overview),
    code: () => toggle(dialogs.code),
    keys: () => toggle(dialogs.keys),
    black: () => toggle(dialogs.dark),
    notes: () => speak(),
    full: () => full(),
  };
  const ways = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Home: "first", End: "last",
  };
  const letters = { q: "code", n: "notes", b: "black", ".": "black", f: "full" };
  const along = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", " "];

  /* Whether there is more of this scene to be seen in the way that a key goes. */
  function scrolls(key, isBack) {
    if (!along.includes(key)) return false;
    const up = isBack || key === "ArrowUp" || key === "PageUp";
    const text = one(".text", scenes[at()]);
    return [document.scrollingElement, text].some((each) => {
      const room = each.scrollHeight - each.clientHeight;
      const moves = each === text ? text.hasAttribute("tabindex") : !stage.matches;
      return moves && room > 2 && (up ? each.scrollTop > 1 : each.scrollTop < room - 1);
    });
  }

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const { key } = event;
    if (["Shift", "CapsLock", "Tab"].includes(key) || /^F\d/.test(key)) return;
    const isHere = event.view === window;
    const does = (what) => { event.preventDefault(); what(); };
    if (dialogs.dark.open) { does(() => dialogs.dark.close()); return; }
    const letter = one("#letters").checked ? letters[key.toLowerCase()] : undefined;
    if (dialogs.code.open && (letter === "code" || (ways[key] && key !== " "))) {
      does(() => dialogs.code.close());
      return;
    }
    if (isHere && Object.values(dialogs).some(isOpen)) return;
    if (letter) { does(doings[letter]); return; }
    const isBack = key === " " && event.shiftKey;
    const way = isBack ? "previous" : ways[key];
    if (!way || (key === " " && event.target.closest("button, a, input, summary"))) return;
    if (isHere && scrolls(key, isBack)) return;
    does(doings[way]);
  }

  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) doings[button.dataset.do]();
  });
  dialogs.dark.addEventListener("click", () => dialogs.dark.close());
  dialogs.overview.addEventListener("click", (event) => {
    if (event.target.closest("a")) dialogs.overview.close();
  });
  document.addEventListener("keydown", pressed);
  addEventListener("hashchange", show);
  addEventListener("resize", fit);

  let touched = null;
  document.addEventListener("touchstart", (event) => {
    const zoom = window.visualViewport ? visualViewport.scale : 1;
    const [first] = event.touches;
    const is = event.touches.length === 1 && zoom < 1.05 && !Object.values(dialogs).some(isOpen);
    touched = is ? { x: first.clientX, y: first.clientY } : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (!touched) return;
    const [last] = event.changedTouches;
    const x = last.clientX - touched.x;
    const y = last.clientY - touched.y;
    touched = null;
    if (Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y)) doings[x < 0 ? "next" : "previous"]();
  });

  // --- The speaker's own window: filled from here, with words as text only.

  let speaker = null;
  let began = Date.now();

  function made(tag, text, look) {
    const element = speaker.document.createElement(tag);
    if (text) element.textContent = text;
    if (look) element.className = look;
    return element;
  }

  function speak() {
    if (speaker && !speaker.closed) { speaker.focus(); return; }
    speaker = window.open("about:blank", "", "popup,width=800,height=680");
    if (!speaker) { say(words.blocked); return; }
    furnish();
    speaker.addEventListener("load", () => { if (!one(".bar", speaker.document)) furnish(); });
  }

  function furnish() {
    const { document: there } = speaker;
    there.documentElement.lang = document.documentElement.lang;
    there.title = words.speaker;
    there.head.append(there.importNode(one("style"), true));
    there.body.className = "speaker";
    const bar = made("div", "", "bar");
    for (const way of ["previous", "next"]) {
      const button = made("button", words[way]);
      button.addEventListener("click", doings[way]);
      bar.append(button);
    }
    const clock = made("p", "", "clock");
    const time = made("time", "");
    clock.append(made("span", words.clock), " ", time);
    const restart = made("button", words.restart);
    restart.addEventListener("click", () => { began = Date.now(); tick(); });
    bar.append(made("span", "", "at"), clock, restart);
    const main = made("main", "");
    main.append(made("h1", ""), made("div", ""), made("p", "", "coming"));
    there.body.replaceChildren(bar, main);
    there.addEventListener("keydown", pressed);
    tell();
    tick();
  }

  function tell() {
    if (!speaker || speaker.closed || !one(".bar", speaker.document)) return;
    const { document: there } = speaker;
    const index = at();
    one(".at", there).textContent = fill(words.count, { n: index + 1, total: scenes.length });
    one("h1", there).textContent = titles[index];
    const said = notes[index].length ? notes[index] : [words.nothing];
    one("h1 + div", there).replaceChildren(...said.map((each) => made("p", each)));
    const coming = titles[index + 1];
    one(".coming", there).textContent =
      coming === undefined ? words.end : fill(words.coming, { title: coming });
    speaker.scrollTo(0, 0);
  }

  function tick() {
    if (!speaker || speaker.closed) return;
    const time = one("time", speaker.document);
    if (!time) return;
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    time.textContent = hours ? `${hours}:${rest}` : rest;
  }

  setInterval(tick, 1000);
  addEventListener("pagehide", () => { if (speaker && !speaker.closed) speaker.close(); });

  show();
})();

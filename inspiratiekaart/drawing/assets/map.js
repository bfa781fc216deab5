/* The map of the regions. The base is drawn once; `paint` changes only what a new selection changes.
   Loaded inside streamlit-folium's frame, after Leaflet and Leaflet.markercluster. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const BADGE_ZOOM_LABELS = 8.5;
  const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const files = new Map();

  function load(url) {
    if (!files.has(url)) {
      files.set(url, fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(url + ": " + answer.status);
        return answer.json();
      }));
    }
    return files.get(url);
  }

  function element(tag, text, parent) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }

  function hatch(svg) {
    if (svg.querySelector("#ik-hatch")) return;
    const defs = document.createElementNS(SVG, "defs");
    defs.innerHTML = '<pattern id="ik-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<rect width="7" height="7" fill="#FBFCFB"/><line x1="0" y1="0" x2="0" y2="7" stroke="#788C85" stroke-width="1.6"/></pattern>';
    svg.prepend(defs);
  }

  function around(x, y, [width, height]) {
    return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  }

  function overlap(a, b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  /* The one of `all` nearest to `from` in a direction, by the points that `at` gives. */
  function nearest(from, all, at, [dx, dy]) {
    const start = at(from);
    let best = null;
    let least = Infinity;
    all.forEach((other) => {
      if (other === from) return;
      const to = at(other);
      const along = (to.x - start.x) * dx + (to.y - start.y) * dy;
      const across = Math.abs((to.x - start.x) * dy) + Math.abs((to.y - start.y) * dx);
      const cost = along + 2 * across;
      if (along > 2 && cost < least) { least = cost; best = other; }
    });
    return best;
  }

  function choose(code) {
    const now = (window.__ik_count = (window.__ik_count || 0) + 1);
    window.Streamlit.setComponentValue({ chosen: code, count: now, at: Date.now() });
  }

  class RegionMap {
    constructor(map, styles, country) {
      this.map = map;
      this.country = country;
      this.styles = styles;
      this.state = null;
      this.regions = new Map();
      this.shown = {};
      this.isTouch = matchMedia("(pointer: coarse)").matches;
      map.setMaxZoom(13);
      map.attributionControl.setPrefix(false);
      map.createPane("ik-borders").style.zIndex = 410;
      map.createPane("ik-labels").style.zIndex = 620;
      map.getPane("ik-labels").style.pointerEvents = "none";
      map.createPane("ik-badges").style.zIndex = 630;
      this.labels = L.layerGroup().addTo(map);
      this.places = L.layerGroup().addTo(map);
      this.badges = L.layerGroup().addTo(map);
      this.line = L.layerGroup().addTo(map);
      this.ring = L.layerGroup().addTo(map);
      this.clusters = L.markerClusterGroup({
        showCoverageOnHover: false, maxClusterRadius: 36, spiderfyOnMaxZoom: true, animate: false,
        iconCreateFunction: (cluster) => this.clusterIcon(cluster),
      }).addTo(map);
      this.goHome();
      map.setMinZoom(Math.floor(map.getZoom()) - 1);
      map.on("moveend", () => { this.relabel(); this.replace(); this.nameMarks(); this.leavePage(); });
      map.getPane("markerPane").addEventListener("keydown", (event) => this.markKey(event));
      map.getPane("markerPane").addEventListener("focusin", (event) => this.markFocused(event.target));
      map.on("movestart", () => { this.isHome = false; });
      new ResizeObserver(() => {
        const wasHome = this.isHome;
        map.invalidateSize();
        if (wasHome) this.goHome();
      }).observe(map.getContainer());
      this.controls();
    }

    controls() {
      this.map.zoomControl.remove();
      this.zoom = L.control.zoom({ position: "topleft" }).addTo(this.map);
      const home = L.control({ position: "topleft" });
      home.onAdd = () => {
        const box = L.DomUtil.create("div", "leaflet-bar ik-home");
        const button = element("button", "", box);
        button.type = "button";
        button.innerHTML = '<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path d="M2 9 9 2l7 7M4 8v8h4v-5h2v5h4V8" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>';
        L.DomEvent.disableClickPropagation(box);
        button.addEventListener("click", () => this.goHome());
        this.home = button;
        return box;
      };
      home.addTo(this.map);
    }

    /* The whole country, as large as it fits: between the steps of the zoom buttons. */
    goHome() {
      const step = this.map.options.zoomSnap;
      this.map.options.zoomSnap = 0;
      this.map.fitBounds(this.country, { animate: false });
      this.map.options.zoomSnap = step;
      this.isHome = true;
      this.leavePage();
    }

    /* On a phone one finger scrolls the page, unless the visitor has zoomed in; two always zoom. */
    leavePage() {
      if (!this.isTouch) return;
      this.map.dragging[this.isHome ? "disable" : "enable"]();
    }

    async paint(state) {
      this.latest = state;
      try {
        const [words, points] = await Promise.all([load(state.files.words), load(state.files.sites)]);
        if (this.latest !== state) return;
        state.words = words;
        state.labels = points.labels;
        state.sectors = points.sectors;
        this.state = state;
        this.words(state);
        if (this.shown.regions !== state.files.regions) {
          const shapes = await load(state.files.regions);
          if (this.latest !== state) return;
          this.drawRegions(shapes, state.files.regions);
        }
        this.fill();
        this.drawBadges();
        this.drawLine();
        this.drawRing();
        await Promise.all([this.drawSites(state), this.drawGemeenten(state), this.drawPlaces(state)]);
        if (this.state === state) this.relabel();
      } catch (error) {
        this.failed(state, error);
      }
    }

    words(state) {
      document.documentElement.lang = state.lang;
      if (window.frameElement) window.frameElement.title = state.words.map;
      const container = this.map.getContainer();
      container.setAttribute("role", "group");
      container.setAttribute("aria-label", state.help || state.words.help);
      const buttons = this.zoom.getContainer().querySelectorAll("a");
      [["zoomIn", 0], ["zoomOut", 1]].forEach(([word, i]) => {
        buttons[i].title = state.words[word];
        buttons[i].setAttribute("aria-label", state.words[word]);
      });
      this.home.title = state.words.home;
      this.home.setAttribute("aria-label", state.words.home);
      this.map.attributionControl.getContainer().textContent = state.words.attribution;
    }

    failed(state, error) {
      console.error(error);
      if (document.querySelector(".ik-failed")) return;
      const note = element("p", state.failed, this.map.getContainer());
      note.className = "ik-failed";
      note.setAttribute("role", "status");
    }

    drawRegions(shapes, url) {
      if (this.layer) this.layer.remove();
      this.regions.clear();
      this.layer = L.geoJSON(shapes, {
        style: { color: this.styles.border, weight: 1, fillOpacity: 1, fillColor: "#fff", className: "ik-region" },
        onEachFeature: (feature, layer) => {
          this.regions.set(feature.properties.code, { layer, name: feature.properties.name });
          layer.bindTooltip("", { sticky: true, direction: "top" });
          layer.on("click", () => choose(feature.properties.code));
        },
      }).addTo(this.map);
      this.shown.regions = url;
      const svg = this.map.getPane("overlayPane").querySelector("svg");
      hatch(svg);
      svg.setAttribute("role", "group");
      const codes = [...this.regions.keys()].sort();
      codes.forEach((code, index) => {
        const path = this.regions.get(code).layer.getElement();
        path.dataset.code = code;
        path.setAttribute("role", "button");
        path.setAttribute("tabindex", index === 0 ? "0" : "-1");
        path.addEventListener("keydown", (event) => this.key(event, code));
        path.addEventListener("focus", () => this.focused(code));
      });
    }

    /* Only for the keyboard: a path that moved between press and release would miss its click. */
    focused(code) {
      this.regions.forEach(({ layer }, other) => layer.getElement().setAttribute("tabindex", other === code ? "0" : "-1"));
      const { layer } = this.regions.get(code);
      if (!layer.getElement().matches(":focus-visible")) return;
      this.bringToFront(layer);
      layer.openTooltip(layer.getBounds().getCenter());
      layer.getElement().addEventListener("blur", () => layer.closeTooltip(), { once: true });
    }

    /* A path that moves in the document loses the focus, so it is given back. */
    bringToFront(layer) {
      const path = layer.getElement();
      if (path.parentNode.lastElementChild === path) return;
      const hadFocus = document.activeElement === path;
      layer.bringToFront();
      if (hadFocus) path.focus({ preventScroll: true });
    }

    key(event, code) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(code);
        return;
      }
      const way = WAYS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const at = (key) => this.map.latLngToContainerPoint([this.state.labels[key][1], this.state.labels[key][0]]);
      const next = nearest(code, [...this.regions.keys()], at, way);
      if (next) this.regions.get(next).layer.getElement().focus({ preventScroll: true });
    }

    fill() {
      const { regions, chosen, words } = this.state;
      this.regions.forEach(({ layer, name }, code) => {
        const [index, text] = regions[code] || [null, words.unknown];
        const isChosen = chosen.includes(code);
        layer.setStyle({
          fillColor: index === null ? "url(#ik-hatch)" : this.styles.classes[index],
          color: isChosen ? this.styles.ink : this.styles.border,
          weight: isChosen ? 3.5 : 1,
        });
        layer.setTooltipContent(() => {
          const box = document.createElement("div");
          element("b", name, box);
          element("div", text, box);
          return box;
        });
        const path = layer.getElement();
        path.setAttribute("aria-label", name + ": " + text);
        path.setAttribute("aria-pressed", String(isChosen));
      });
      chosen.forEach((code) => this.regions.get(code) && this.bringToFront(this.regions.get(code).layer));
    }

    /* Names and figures stand where no provider's mark is; what has no room is in the tooltip. */
    relabel() {
      if (!this.state) return;
      const { regions, chosen, labels } = this.state;
      this.labels.clearLayers();
      const taken = this.marks();
      const codes = [...this.regions.keys()].sort((a, b) => chosen.includes(b) - chosen.includes(a));
      codes.forEach((code) => {
        const { layer, name } = this.regions.get(code);
        if (!labels[code]) return;
        const at = this.map.latLngToContainerPoint([labels[code][1], labels[code][0]]);
        const bounds = layer.getBounds();
        const width = this.map.latLngToContainerPoint(bounds.getNorthEast()).x - this.map.latLngToContainerPoint(bounds.getSouthWest()).x;
        const isChosen = chosen.includes(code) && chosen.length <= 8;
        const withName = isChosen || width > 7 * name.length + 60;
        const short = regions[code] ? regions[code][2] : "";
        if (!withName && (width < 40 || !short)) return;
        const size = [withName ? 7.5 * name.length : 7 * short.length, (withName ? 16 : 0) + (short ? 15 : 0)];
        const shift = [0, -20, 20, -34, 34].find((dy) => !taken.some((box) => overlap(box, around(at.x, at.y + dy, size))));
        if (shift === undefined && !isChosen) return;
        const y = at.y + (shift || 0);
        taken.push(around(at.x, y, size));
        const box = document.createElement("span");
        if (withName) element("b", name, box);
        if (short) element("i", short, box);
        const icon = L.divIcon({ className: "ik-label", html: box, iconSize: [0, 0] });
        L.marker(this.map.containerPointToLatLng([at.x, y]), { icon, interactive: false, keyboard: false, pane: "ik-labels" }).addTo(this.labels);
      });
    }

    marks() {
      const boxes = [];
      this.clusters._featureGroup.eachLayer((mark) => {
        const point = this.map.latLngToContainerPoint(mark.getLatLng());
        boxes.push(mark.getChildCount ? around(point.x, point.y + 3, [30, 32]) : around(point.x, point.y, [16, 16]));
      });
      this.badges.eachLayer((mark) => {
        const point = this.map.latLngToContainerPoint(mark.getLatLng());
        boxes.push(around(point.x, point.y + 18, [28, 28]));
      });
      return boxes;
    }

    drawBadges() {
      this.badges.clearLayers();
      const { badges, labels, words } = this.state;
      Object.entries(badges).forEach(([code, professions]) => {
        const point = labels[code];
        const button = element("button", String(professions.length));
        button.type = "button";
        button.className = "ik-badge";
        button.setAttribute("aria-label", words.badge.replace("{name}", this.regions.get(code).name).replace("{n}", professions.length));
        const sectors = this.commonest(professions);
        sectors.forEach((sector) => button.appendChild(this.sectorMark(sector, 11)));
        const width = 20 + 12 * sectors.length;
        const icon = L.divIcon({ className: "", html: button, iconSize: [width, 26], iconAnchor: [width / 2, -6] });
        L.marker([point[1], point[0]], { icon, keyboard: false, pane: "ik-badges" })
          .bindPopup(() => this.badgeList(code, professions)).addTo(this.badges);
      });
    }

    commonest(professions) {
      const counts = new Map();
      professions.forEach(([, sector]) => counts.set(sector, (counts.get(sector) || 0) + 1));
      return [...counts.keys()].filter((key) => this.styles.sectors[key])
        .sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1)).slice(0, 3);
    }

    sectorMark(sector, size) {
      const mark = document.createElementNS(SVG, "svg");
      Object.entries({ width: size, height: size, viewBox: "0 0 16 16", fill: "currentColor", "aria-hidden": "true" })
        .forEach(([name, value]) => mark.setAttribute(name, value));
      mark.innerHTML = this.styles.sectors[sector] || "";
      return mark;
    }

    badgeList(code, professions) {
      const { lang, words, sectors } = this.state;
      const box = document.createElement("div");
      box.className = "ik-popup";
      element("h3", this.regions.get(code).name, box);
      element("p", words.regional, box);
      const list = element("ul", "", box);
      professions.forEach(([name, sector, age]) => {
        const item = element("li", "", list);
        item.appendChild(this.sectorMark(sector, 12));
        const title = element("span", " " + name, item);
        title.lang = words.names;
        if (sectors[sector]) element("span", " · " + sectors[sector][lang], item).className = "ik-sector";
        if (age) element("span", " (" + age + ")", item).className = "ik-sector";
      });
      return box;
    }

    drawLine() {
      this.line.clearLayers();
      const { line } = this.state;
      if (!line) return;
      const points = line.map(([lon, lat]) => [lat, lon]);
      L.polyline(points, { color: this.styles.rust, weight: 2, dashArray: "5 5", interactive: false, pane: "ik-borders" }).addTo(this.line);
      L.circleMarker(points[1], { radius: 11, color: this.styles.rust, weight: 2.5, fill: false, interactive: false, pane: "ik-borders" }).addTo(this.line);
    }

    /* A place with the distance around it; only another place or distance, or none, moves the view. */
    drawRing() {
      const { ring } = this.state;
      const key = ring ? ring.join(",") : "";
      const before = this.shown.ring || "";
      if (before === key) return;
      this.shown.ring = key;
      this.ring.clearLayers();
      if (!ring) {
        this.goHome();
        return;
      }
      const [lon, lat, km] = ring;
      const style = { color: this.styles.ink, interactive: false, pane: "ik-borders" };
      const circle = L.circle([lat, lon], { ...style, radius: km * 1000, weight: 2, dashArray: "6 4", fill: false }).addTo(this.ring);
      L.circleMarker([lat, lon], { ...style, radius: 5, weight: 2.5, fillColor: "#fff", fillOpacity: 1 }).addTo(this.ring);
      this.map.fitBounds(circle.getBounds().pad(0.1), { animate: false });
    }

    async drawSites(state) {
      const found = state.found || [];
      const key = [state.files.sites, state.sites.join(","), found.join(",")].join(" ");
      if (this.shown.sites === key) return;
      this.shown.sites = key;
      const rows = state.sites.length ? (await load(state.files.sites)).sites : [];
      if (this.state !== state) { this.shown.sites = null; return; }
      this.clusters.clearLayers();
      this.clusters.addLayers(state.sites.map((index, at) => this.siteMarker(rows[index], found[at])));
      this.nameMarks();
    }

    /* Each mark has a name, and together they are one stop for Tab; arrows go from mark to mark. */
    nameMarks() {
      if (!this.state) return;
      const { words } = this.state;
      let isFirst = true;
      this.clusters._featureGroup.eachLayer((mark) => {
        const icon = mark.getElement();
        if (!icon) return;
        const name = mark.getChildCount
          ? words.cluster.replace("{n}", mark.getChildCount()).replace("{kinds}", this.kindsOf(mark).map((kind) => words.kinds[kind]).join(", "))
          : mark.name;
        icon.setAttribute("aria-label", name);
        icon.setAttribute("tabindex", isFirst ? "0" : "-1");
        isFirst = false;
      });
    }

    markFocused(target) {
      if (!target.classList.contains("leaflet-marker-icon")) return;
      this.map.getPane("markerPane").querySelectorAll(".leaflet-marker-icon[tabindex]").forEach((icon) => {
        icon.setAttribute("tabindex", icon === target ? "0" : "-1");
      });
    }

    markKey(event) {
      const way = WAYS[event.key];
      if (!way || !event.target.hasAttribute("tabindex")) return;
      event.preventDefault();
      event.stopPropagation();
      const centre = (icon) => {
        const box = icon.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      };
      const icons = [...this.map.getPane("markerPane").querySelectorAll(".leaflet-marker-icon[tabindex]")];
      const next = nearest(event.target, icons, centre, way);
      if (next) next.focus({ preventScroll: true });
    }

    kindsOf(cluster) {
      const kinds = new Set(cluster.getAllChildMarkers().map((marker) => marker.kind));
      return Object.keys(this.styles.kinds).filter((kind) => kinds.has(kind));
    }

    siteMarker([lon, lat, kind, name, place, note], found) {
      const html = '<svg width="15" height="15" viewBox="0 0 16 16" fill="' + this.styles.kinds[kind][1] +
        '" stroke="#fff" stroke-width="1.2">' + this.styles.kinds[kind][0] + "</svg>";
      const icon = L.divIcon({ className: "ik-site", html, iconSize: [24, 24] });
      const marker = L.marker([lat, lon], { icon });
      marker.kind = kind;
      marker.name = name + ", " + place;
      const text = () => {
        const { words } = this.state;
        const box = document.createElement("div");
        box.className = "ik-popup";
        element("h3", name, box);
        element("p", words.kinds[kind] + " · " + place, box);
        if (found) element("p", words.found.replace("{n}", found), box);
        if (words.precision[note]) element("p", words.precision[note], box);
        return box;
      };
      marker.bindPopup(text);
      marker.bindTooltip(() => name + ", " + place, { direction: "top" });
      return marker;
    }

    clusterIcon(cluster) {
      const marks = this.kindsOf(cluster).map((kind) => '<svg width="8" height="8" viewBox="0 0 16 16" fill="' + this.styles.kinds[kind][1] + '">' + this.styles.kinds[kind][0] + "</svg>").join("");
      return L.divIcon({ className: "ik-cluster", html: "<b>" + cluster.getChildCount() + "</b><i>" + marks + "</i>", iconSize: [26, 26] });
    }

    async drawGemeenten(state) {
      if (!state.layers.includes("gemeenten")) {
        if (this.gemeenten) this.gemeenten.remove();
        this.gemeenten = null;
        this.shown.gemeenten = null;
        return;
      }
      if (this.shown.gemeenten === state.files.gemeenten) return;
      const shapes = await load(state.files.gemeenten);
      if (this.state !== state) return;
      if (this.gemeenten) this.gemeenten.remove();
      this.gemeenten = L.geoJSON(shapes, {
        interactive: false, pane: "ik-borders",
        style: { color: this.styles.muted, weight: 0.7, fill: false, dashArray: "2 2" },
      }).addTo(this.map);
      this.shown.gemeenten = state.files.gemeenten;
    }

    async drawPlaces(state) {
      this.placeRows = state.layers.includes("plaatsen") ? (await load(state.files.sites)).places : [];
      if (this.state === state) this.replace();
    }

    replace() {
      if (!this.placeRows) return;
      this.places.clearLayers();
      const zoom = this.map.getZoom();
      if (zoom < BADGE_ZOOM_LABELS) return;
      const least = { 8: 60000, 9: 25000, 10: 9000, 11: 3000 }[Math.floor(zoom)] || 0;
      const bounds = this.map.getBounds();
      this.placeRows.forEach(([lon, lat, name, people]) => {
        if (people < least || !bounds.contains([lat, lon])) return;
        const text = element("span", name);
        const icon = L.divIcon({ className: "ik-place", html: text, iconSize: [0, 0], iconAnchor: [0, 8] });
        L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "ik-labels" }).addTo(this.places);
      });
    }
  }

  window.Inspiratiekaart = {
    start(map, country) { window.__ik = new RegionMap(map, window.Inspiratiekaart.styles, country); },
    paint(state) { window.__ik.paint(state); },
  };
})();

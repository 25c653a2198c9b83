// The moving map: places of events, clustered, with circles for how exactly they are known; filters and view stay in the address (#...).
/* global L */
const GROUPS = [["real", "● took place"], ["ahead", "◇ ahead"], ["open", "◌ open"], ["not", "⊘ not"]];
const ROLES = [["event", "Events"], ["dateline", "Datelines"], ["mentioned", "Mentioned"]];
const LANGUAGE = document.querySelector(".moving-map")?.dataset.locale ?? "en-GB"; // days as the rest of the page tells them
const DAY = 86400000;
const SHOWN = 12; // events of one place in its popup

const make = (name, set = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(set)) {
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
};
const number = (day) => Math.floor(Date.parse(day) / DAY);
const iso = (at) => new Date(at * DAY).toISOString().slice(0, 10);
const told = (at) => new Date(at * DAY).toLocaleDateString(LANGUAGE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** What the address says after #: view, days, roles, groups, type. */
function remembered() {
  const said = new URLSearchParams(location.hash.slice(1));
  const list = (name, all) => (said.has(name) ? said.get(name).split(",") : all);
  return {
    at: (said.get("at") || "").split(",").map(Number),
    from: said.get("from"),
    to: said.get("to"),
    roles: list("roles", ["event"]),
    groups: list("groups", GROUPS.map(([key]) => key)),
    type: said.get("type") || "",
  };
}

function start(box, data, outlines) {
  const state = remembered();
  const days = [...data.events, ...data.named].map((row) => (row.length > 4 ? row[3] : row[2])).filter(Boolean).map(number).sort((a, b) => a - b);
  const part = (share) => days[Math.round(share * (days.length - 1))] ?? 0;
  const [first, last] = [part(0.02), part(0.98)]; // the few days far away are shown while the slider stands at its end
  const canvas = make("div", { className: "map-box" });
  const tools = make("div", { className: "map-tools" });
  box.replaceChildren(tools, canvas);
  const map = L.map(canvas, { worldCopyJump: true, minZoom: 1, maxZoom: 12, zoomSnap: 0.5 });
  map.attributionControl.setPrefix(false);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18 }).addTo(map);
  else L.geoJSON(outlines, { interactive: false, style: { className: "land" } }).addTo(map);
  const circles = L.layerGroup().addTo(map);
  const bunches = L.markerClusterGroup({ maxClusterRadius: 44, showCoverageOnHover: false, iconCreateFunction: bunch }).addTo(map);

  const range = (name, value) => make("input", { type: "range", min: first, max: last, value, "aria-label": name });
  const from = range("From day", state.from ? Math.max(number(state.from), first) : first);
  const to = range("To day", state.to ? Math.min(number(state.to), last) : last);
  const said = make("output");
  const checks = (legend, all, on, kind) =>
    make("fieldset", {}, make("legend", { textContent: legend }), ...all.map(([key, name]) => {
      const check = make("input", { type: "checkbox", checked: on.includes(key), value: key });
      check.dataset.kind = kind;
      return make("label", {}, check, name);
    }));
  const types = [...new Set(data.events.map((row) => row[1]))].sort();
  const type = make("select", { "aria-label": "Type of event" }, make("option", { value: "", textContent: "all types" }), ...types.map((each) => make("option", { value: each, textContent: each })));
  type.value = types.includes(state.type) ? state.type : "";
  tools.append(
    checks("Places of", ROLES, state.roles, "role"), checks("Status", GROUPS, state.groups, "group"), type,
    make("div", { className: "days" }, make("b", { textContent: "Days" }), from, to, said),
  );
  const chosen = (kind) => [...tools.querySelectorAll(`input[data-kind=${kind}]:checked`)].map((each) => each.value);

  function show() {
    const [begin, end] = [Math.min(from.valueAsNumber, to.valueAsNumber), Math.max(from.valueAsNumber, to.valueAsNumber)];
    said.textContent = first === last ? told(first) : `${told(begin)} to ${told(end)}`;
    const inside = (day) => !day || ((number(day) >= begin || begin === first) && (number(day) <= end || end === last));
    const [roles, groups] = [chosen("role"), chosen("group")];
    const by = new Map();
    const put = (place, kind, row) => {
      if (!by.has(place)) by.set(place, { events: [], dateline: [], mentioned: [] });
      by.get(place)[kind].push(row);
    };
    if (roles.includes("event")) {
      for (const row of data.events) {
        if (inside(row[3]) && groups.includes(data.looks[row[2]]?.[2] ?? "open") && (!type.value || row[1] === type.value)) put(row[0], "events", row);
      }
    }
    for (const row of data.named) if (roles.includes(row[1]) && inside(row[2])) put(row[0], row[1], row);
    circles.clearLayers();
    bunches.clearLayers();
    const pins = [];
    for (const [at, held] of by) {
      const [, latitude, longitude, radius] = data.places[at];
      L.circle([latitude, longitude], { radius: radius * 1000, className: "precision", interactive: false }).addTo(circles);
      pins.push(pin(data, data.places[at], held));
    }
    bunches.addLayers(pins);
    remember(begin, end, roles, groups);
  }

  function remember(begin, end, roles, groups) {
    const view = map.getCenter();
    const kept = new URLSearchParams();
    kept.set("at", [view.lat.toFixed(2), view.lng.toFixed(2), map.getZoom()].join(","));
    if (begin > first) kept.set("from", iso(begin));
    if (end < last) kept.set("to", iso(end));
    if (roles.join() !== "event") kept.set("roles", roles.join());
    if (groups.length < GROUPS.length) kept.set("groups", groups.join());
    if (type.value) kept.set("type", type.value);
    history.replaceState(history.state, "", `#${kept.toString().replaceAll("%2C", ",")}`);
  }

  const spots = central(data);
  if (state.at.length === 3 && state.at.every(Number.isFinite)) map.setView([state.at[0], state.at[1]], state.at[2]);
  else map.fitBounds(L.latLngBounds(spots.map((place) => [place[1], place[2]])).pad(0.2), { maxZoom: 7, animate: false });
  if (location.hash === "" || location.hash.includes("at=")) show();
  else { const jump = location.hash; show(); history.replaceState(history.state, "", jump); }
  let waiting = 0;
  tools.addEventListener("input", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(show); });
  map.on("moveend", () => remember(Math.min(from.valueAsNumber, to.valueAsNumber), Math.max(from.valueAsNumber, to.valueAsNumber), chosen("role"), chosen("group")));
}

/** The places where nine of ten events are: what is in sight at first. */
function central(data) {
  const counts = new Map();
  for (const row of data.events) counts.set(row[0], (counts.get(row[0]) ?? 0) + 1);
  const out = [];
  let seen = 0;
  for (const [at, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (seen >= 0.9 * data.events.length) break;
    out.push(data.places[at]);
    seen += count;
  }
  return out.length ? out : data.places;
}

/** How many events and reports a marker stands for. */
const weight = (marker) => marker.options.weight;

function bunch(cluster) {
  const total = cluster.getAllChildMarkers().reduce((sum, marker) => sum + weight(marker), 0);
  const size = 26 + Math.min(22, 4 * Math.log2(total));
  const inside = make("span", { textContent: total });
  inside.setAttribute("aria-label", `${total} in ${cluster.getChildCount()} places: zoom in`);
  return L.divIcon({ html: inside, className: "bunch", iconSize: [size, size] });
}

function pin(data, place, held) {
  const total = held.events.length || held.dateline.length + held.mentioned.length;
  const groups = held.events.map((row) => data.looks[row[2]]?.[2] ?? "open");
  const group = GROUPS.map(([key]) => [groups.filter((each) => each === key).length, key]).sort((a, b) => b[0] - a[0])[0][1];
  const kind = held.events.length ? `g-${group}` : held.dateline.length ? "r-dateline" : "r-mentioned";
  const size = held.events.length ? 20 + Math.min(18, 4 * Math.log2(total)) : 14;
  const name = `${place[0]}: ${total} ${held.events.length ? "events" : "reports"}`;
  const icon = L.divIcon({ html: held.events.length ? String(total) : "", className: `pin ${kind}`, iconSize: [size, size] });
  const marker = L.marker([place[1], place[2]], { icon, title: name, alt: name, weight: total });
  marker.on("add", () => marker.getElement()?.setAttribute("aria-label", name));
  return marker.bindPopup(() => popup(data, place, held), { maxWidth: 340, minWidth: 220 });
}

function popup(data, place, held) {
  const where = place[5] ? `/events?place=${place[5]}` : `/events?place=${encodeURIComponent(place[0])}`;
  const head = make("b", {}, place[5] ? make("a", { href: `/places/${place[5]}`, textContent: place[0] }) : place[0]);
  const list = make("ul");
  const latest = [...held.events].sort((a, b) => (b[3] > a[3] ? 1 : -1)).slice(0, SHOWN);
  for (const [, type, status, day, article, at, line] of latest) {
    const [label, sign] = data.looks[status] ?? [status, "■"];
    list.append(make("li", {}, make("a", { href: `/reports/${encodeURIComponent(article)}?value=events/${at}#value` }, `${sign} ${type}, ${label}${day ? `, ${told(number(day))}` : ""}: ${line}`)));
  }
  for (const [, role, , at] of [...held.dateline, ...held.mentioned].slice(0, SHOWN)) {
    const [article, headline] = data.reports[at];
    list.append(make("li", {}, make("a", { href: `/reports/${encodeURIComponent(article)}` }, `${role === "dateline" ? "Filed here" : "Mentioned"}: ${headline}`)));
  }
  const more = held.events.length > SHOWN ? [make("p", {}, make("a", { href: where, textContent: `All ${held.events.length} events here` }))] : [];
  return make("div", {}, head, list, ...more);
}

for (const box of document.querySelectorAll(".moving-map")) {
  try {
    const [points, outlines] = await Promise.all([box.dataset.points, box.dataset.outlines].map(async (address) => {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    }));
    if (points.places.length) start(box, points, outlines);
  } catch (error) {
    console.warn("The map stays a picture:", error); // what the server drew is still there
  }
}

// What every page does beyond plain HTML: keys, and a sign that something is loading. Without it all pages still work.
const doors = { t: "/", s: "/stories", e: "/events", p: "/positions", c: "/commitments", f: "/figures", m: "/map", w: "/watches" };
let went = false;

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const entries = () => [...document.querySelectorAll(".entry")];

function step(by) {
  const all = entries();
  const here = all.findIndex((entry) => entry.contains(document.activeElement));
  const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  const link = next?.querySelector("a");
  link?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const door = went ? doors[event.key] : undefined;
  went = event.key === "g";
  if (door) location.assign(door);
  else if (event.key === "/") { document.getElementById("q").focus(); event.preventDefault(); }
  else if (event.key === "?") document.getElementById("keys").showModal();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) document.getElementById("main").classList.add("loading");
});
window.addEventListener("pageshow", () => document.getElementById("main").classList.remove("loading"));

// Times are told in the reader's zone: the desk learns it from this cookie, until a zone is chosen on the page of the account.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes("dateline-zone=")) document.cookie = `dateline-zone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax`;

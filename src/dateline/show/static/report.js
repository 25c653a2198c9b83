"use strict";
(() => {
  const all = [...document.querySelectorAll("[data-keys]")];
  const byKey = new Map();
  for (const element of all) for (const key of element.dataset.keys.split(" ")) {
    if (!byKey.has(key)) byKey.set(key, []);
    byKey.get(key).push(element);
  }
  let pinned = null;
  const light = (keys) => {
    const lit = new Set(keys.flatMap((key) => byKey.get(key) || []));
    for (const element of all) element.classList.toggle("lit", lit.has(element));
  };
  const keysOf = (node) => {
    const element = node instanceof Element ? node.closest("[data-keys]") : null;
    return element ? element.dataset.keys.split(" ") : [];
  };
  // a value is lit alone when the list is touched; a word of the report lights the innermost value it is evidence of
  const first = (node) => keysOf(node).slice(-1);
  const back = () => light(pinned || []);
  document.addEventListener("mouseover", (e) => { const keys = first(e.target); if (keys.length) light(keys); else back(); });
  document.addEventListener("focusin", (e) => { const keys = first(e.target); if (keys.length) light(keys); });
  document.addEventListener("click", (e) => {
    if (!(e.target instanceof Element) || e.target.closest("summary,label,input,button,select,a:not(.to)")) return;
    const keys = first(e.target);
    if (!keys.length) { pinned = null; light([]); return; }
    pinned = keys;
    light(keys);
    const fromText = e.target.closest("#report");
    const target = fromText ? document.getElementById("v-" + keys[0]) : document.querySelector('#report [data-keys~="' + CSS.escape(keys[0]) + '"]');
    if (!target) return;
    e.preventDefault();
    target.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") { pinned = null; light([]); } });
  const report = document.getElementById("report");
  for (const box of document.querySelectorAll("[data-shows]"))
    box.addEventListener("change", () => report.classList.toggle("hide-" + box.dataset.shows, !box.checked));
})();

// The first page remembers when it was left behind, so that the next sitting begins there.
const seen = document.querySelector('form[action="/looked"]');
if (seen) {
  addEventListener("pagehide", () => {
    const told = new URLSearchParams(new FormData(seen));
    told.set("left", "true");
    navigator.sendBeacon("/looked", told);
  });
}

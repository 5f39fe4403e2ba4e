// Logging out: what a report's form couldn't send yet holds it back, and the pages kept for work without a network go.
(() => {
  const form = document.querySelector("form[data-logout]");
  if (!form) return;
  const start = `unsent:${form.dataset.logout}:`;
  const unsent = () => Object.keys(localStorage).filter((key) => key.startsWith(start));
  const leave = async () => {
    unsent().forEach((key) => localStorage.removeItem(key));
    if ("caches" in window) await caches.delete("report-forms");
    form.submit();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = unsent();
    if (!first) return leave();
    const note = document.getElementById("logout-held");
    note.querySelector("a").href = first.slice(start.length);
    note.hidden = false;
    return note.focus();
  });
  document.getElementById("logout-anyway").addEventListener("click", leave);
})();

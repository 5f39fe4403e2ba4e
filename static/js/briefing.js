// The briefing's page: the sentence that was opened beside the paper is marked in it, and read out to who can't see it.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const opened = event.detail.requestConfig.elt;
  if (!opened.matches("a.sentence")) return;
  document.querySelectorAll("a.sentence.is-selected").forEach((each) => each.classList.remove("is-selected"));
  opened.classList.add("is-selected");
  document.getElementById("nguon").focus({ preventScroll: window.innerWidth >= 1100 });
});

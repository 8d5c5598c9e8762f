// What does a reader notice where htmx puts in a new page? Focus stays where it was used, and the change is said.
// Without this file, and without htmx, every link and form here loads its page as ever.

let used = null;

document.addEventListener("htmx:beforeSwap", () => {
  const here = document.activeElement;
  used = { href: here.getAttribute("href"), inBand: Boolean(here.closest(".band")) };
});

document.addEventListener("htmx:afterSettle", () => {
  const answer = document.querySelector(".problems, .preview");
  if (answer) {
    answer.focus();
  } else if (document.activeElement === document.body && used) {
    const again = used.href && document.querySelector(`#main a[href="${CSS.escape(used.href)}"]`);
    (again || document.querySelector(used.inBand ? "#band" : "#main")).focus({ preventScroll: true });
  }
  const says = document.querySelector(used && used.inBand ? ".band-says p" : "h1");
  setTimeout(() => { document.querySelector("#announced").textContent = says ? says.textContent.trim() : document.title; }, 100);
});

// A form that was refused: the summary of its problems is where reading goes on.
document.querySelector(".problems")?.focus();

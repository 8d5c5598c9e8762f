// What does a reader notice where htmx puts in a new page? Focus stays where it was used, and the change is said.
// Without this file, and without htmx, every link and form here loads its page as ever.

const find = (...selectors) => selectors.map((each) => document.querySelector(each)).find(Boolean);
let used = { href: "", inBand: false };

document.addEventListener("htmx:beforeSwap", () => {
  const here = document.activeElement;
  used = { href: here?.getAttribute("href") || "", inBand: Boolean(here?.closest(".band")) };
});

document.addEventListener("htmx:afterSettle", () => {
  document.querySelectorAll("textarea").forEach((each) => {
    each.value = `${each.value}`; // what came back with the page counts as typed: "Back" restores it
  });
  const answer = find(".problems", ".preview");
  if (answer) {
    answer.focus();
  } else if (document.activeElement === document.body) {
    const again = used.href && find(`#main a[href="${CSS.escape(used.href)}"]`);
    (again || find(used.inBand ? "#band" : "#main", "#main"))?.focus({ preventScroll: true });
  }
  const says = find(used.inBand ? ".band-says p" : "h1", "h1");
  setTimeout(() => find("#announced")?.replaceChildren(says?.textContent.trim() || document.title), 100);
});

// What cannot be put in place (no network, a refusal, an error) is asked for as a page of its own, where it says so.
// A look at how far some work is simply comes again.
function plainly({ detail }) {
  const { boosted, elt, verb } = detail.requestConfig;
  if (boosted) {
    window.location.assign(detail.pathInfo.finalRequestPath);
  } else if (verb === "post") {
    const said = Object.assign(document.createElement("input"), { type: "hidden", name: elt.name, value: elt.value });
    elt.form.append(said);
    typed = false; // it is sent, though no event of the form says so
    elt.form.submit();
  }
}
document.addEventListener("htmx:responseError", plainly);
document.addEventListener("htmx:sendError", plainly);

// A form that was refused: the summary of its problems is where reading goes on.
find(".problems")?.focus();

// What was typed and not sent is not left behind without a question, by a change of language, say.
let typed = false;
document.addEventListener("input", ({ target }) => {
  typed ||= target.form?.method === "post";
});
document.addEventListener("submit", () => {
  typed = false;
});
window.addEventListener("beforeunload", (leaving) => {
  if (typed) leaving.preventDefault();
});

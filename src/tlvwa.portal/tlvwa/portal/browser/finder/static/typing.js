/**
 * Suggestions while typing: comboboxes (WAI-ARIA 1.2, list popup) for *Was möchten Sie erledigen?*, *Wo?* and
 * the search over the site.
 *
 * The template says where to ask and holds the messages. What is chosen only fills its field; the form is
 * sent as it is without scripts. Where an endpoint fails the field stays a plain field. What is typed is
 * kept nowhere, and goes nowhere but to the portal's own search.
 */

const PAUSE = 200;
const FEWEST = 2;
const MOST = 8;
/** Of the form's other fields, those that narrow the search as they do when the form is sent. */
const NARROWING = ["audience", "date"];

const messages = document.getElementById("vorschlaege")?.dataset;
const fields = messages ? document.querySelectorAll("input[data-typing]") : [];

for (const input of fields) enhance(input);

/** ``{text, language, hint}`` of what fits, best first, each text once. */
async function suggestions(input, signal) {
  const url = new URL(input.dataset.typing, location);
  url.searchParams.set("q", input.value.trim());
  url.searchParams.set("b_size", MOST);
  for (const name of NARROWING) {
    const value = input.form.elements[name]?.value;
    if (value) url.searchParams.set(name, value);
  }
  const answer = await fetch(url, { headers: { Accept: "application/json" }, signal });
  if (!answer.ok) throw new Error(answer.status);
  const { items } = await answer.json();
  const found = new Map(items.map((item) => [item.label ?? item.title, item]));
  return [...found].map(([text, item]) => ({ text, language: item.language ?? "", hint: hint(item) }));
}

/** What stands beside a suggestion: the word that it was found by, that it is an authority, or that others do it. */
function hint({ kind, found, referred_to: others }) {
  if (kind === "authority") return messages.authority;
  const parts = [found && `„${found}“`, others && messages.referred];
  return parts.filter(Boolean).join(", ");
}

function enhance(input) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let timer, asking, active = -1;

  list.id = `${input.id}-vorschlaege`;
  list.className = "tlvwa-typing__list";
  list.role = "listbox";
  list.ariaLabel = messages.list;
  list.hidden = true;
  status.className = "tlvwa-sr";
  status.role = "status";
  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.ariaExpanded = "false";
  input.setAttribute("aria-controls", list.id);
  input.after(list, status);

  function point(number) {
    active = number;
    [...list.children].forEach((line, at) => (line.ariaSelected = String(at === number)));
    if (number < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[number].id);
    list.children[number].scrollIntoView({ block: "nearest" });
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    point(-1);
    list.hidden = true;
    input.ariaExpanded = "false";
    status.textContent = "";
  }

  function choose(line) {
    input.value = line.firstChild.textContent;
    close();
  }

  function option({ text, language, hint }, number) {
    const line = document.createElement("li");
    const name = document.createElement("span");
    line.id = `${list.id}-${number}`;
    line.role = "option";
    name.lang = language;
    name.textContent = text;
    line.append(name);
    if (hint) {
      const beside = document.createElement("small");
      beside.textContent = hint;
      line.append(" ", beside);
    }
    // The field keeps the focus, by mouse and by touch.
    line.addEventListener("pointerdown", (event) => event.preventDefault());
    line.addEventListener("mousedown", (event) => event.preventDefault());
    line.addEventListener("click", () => choose(line));
    return line;
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    point(-1);
    list.hidden = !found.length;
    input.ariaExpanded = String(!list.hidden);
    const message = { 0: "none", 1: "one" }[found.length] ?? "many";
    status.textContent = messages[message].replace("{count}", found.length);
  }

  async function ask() {
    close();
    if (input.value.trim().length < FEWEST) return;
    const mine = (asking = new AbortController());
    try {
      const found = await suggestions(input, mine.signal);
      if (!mine.signal.aborted) show(found);
    } catch {
      // Another letter came first, or there is no answer: then it is a plain field.
      if (!mine.signal.aborted) close();
    }
  }

  /** What a key means while the list is open; ``false`` for what it means in any field. */
  function pressed(key) {
    const last = list.children.length - 1;
    if (key === "ArrowDown") point(active < last ? active + 1 : 0);
    else if (key === "ArrowUp") point(active > 0 ? active - 1 : last);
    else if (key === "Escape") close();
    else if (active < 0) return false;
    else if (key === "Home") point(0);
    else if (key === "End") point(last);
    else if (key === "Enter") choose(list.children[active]);
    else return false;
    return true;
  }

  input.addEventListener("input", () => {
    close();
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!list.hidden) {
      if (pressed(event.key)) event.preventDefault();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      ask();
    }
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
}

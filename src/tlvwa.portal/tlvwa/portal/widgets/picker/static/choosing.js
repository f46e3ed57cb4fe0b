// Choosing while typing: a combobox (WAI-ARIA pattern) over the plain search of the form.

const PAUSE = 150;

for (const root of document.querySelectorAll("[data-choosing]")) enhance(root);

function enhance(root) {
  const input = root.querySelector('input[type="text"]');
  const button = root.querySelector('button[name$="-find"]');
  const status = root.querySelector('[role="status"]');
  const chosen = root.querySelector(".choosing-chosen ul");
  const list = document.createElement("ul");
  let timer, asked = 0, options = [], active = -1;

  list.id = `${input.id}-options`;
  list.className = "choosing-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`)?.innerText.trim() ?? "");
  list.hidden = true;
  input.closest(".input-group").after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  button.type = "button";
  root.querySelector(".choosing-found")?.remove();

  const boxes = () => [...chosen.querySelectorAll("input")];

  async function ask(parameters) {
    const turn = ++asked;
    const answer = await fetch(`${root.dataset.choosing}&${new URLSearchParams(parameters)}`, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(answer.status);
    const told = await answer.json();
    return turn === asked ? told : null;
  }

  async function search() {
    const text = input.value.trim();
    if (!text) return close();
    try {
      const told = await ask({ q: text });
      if (!told) return;
      if (told.chosen) return addAll(told.items);
      show(told.items.filter((item) => !boxes().some((box) => box.value === item.value)));
    } catch {
      status.textContent = "Die Suche ist gerade nicht möglich.";
    }
  }

  function show(items) {
    options = items;
    list.replaceChildren(...items.map((item, number) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${number}`;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      line.append(...words(item));
      line.addEventListener("pointerdown", (event) => event.preventDefault());
      line.addEventListener("click", () => add(item));
      return line;
    }));
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = items.length ? `${items.length} Treffer` : "Nichts gefunden.";
    point(-1);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function point(number) {
    active = number;
    [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === number)));
    if (number < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[number].id);
    list.children[number].scrollIntoView({ block: "nearest" });
  }

  function line(item) {
    const line = document.createElement("li");
    const box = document.createElement("input");
    const label = document.createElement("label");
    box.type = root.dataset.box;
    box.name = root.dataset.name;
    box.value = item.value;
    box.id = `${input.id}-${item.value || "none"}`;
    box.checked = true;
    label.htmlFor = box.id;
    label.append(...words(item));
    line.append(box, " ", label);
    if (item.parts && box.type === "checkbox") line.append(" ", resolver(item));
    return line;
  }

  function resolver(item) {
    const button = document.createElement("button");
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.textContent = item.title;
    button.type = "button";
    button.className = "btn btn-sm btn-link";
    button.append("in einzelne Gemeinden auflösen ", name);
    button.addEventListener("click", () => resolve(item.value, button.closest("li")));
    return button;
  }

  async function resolve(value, at) {
    const told = await ask({ parts_of: value });
    if (!told) return;
    const known = boxes().map((box) => box.value);
    at.replaceWith(...told.items.filter((item) => !known.includes(item.value)).map(line));
    status.textContent = `${told.items.length} Gemeinden stehen jetzt einzeln da.`;
    boxes().at(-1)?.focus();
  }

  function put(item) {
    if (root.dataset.box === "radio") chosen.replaceChildren(line({ value: "", title: "keine Auswahl" }));
    if (!boxes().some((box) => box.value === item.value)) chosen.append(line(item));
    root.querySelector(".choosing-none").hidden = true;
  }

  function add(item) {
    put(item);
    input.value = "";
    close();
    status.textContent = `„${item.title}“ ist gewählt.`;
    root.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function addAll(items) {
    items.forEach(put);
    input.value = "";
    close();
    status.textContent = `${items.length} gewählt.`;
    root.dispatchEvent(new Event("change", { bubbles: true }));
  }

  for (const button of chosen.querySelectorAll('button[name$="-spread"]')) {
    button.type = "button";
    button.addEventListener("click", () => resolve(button.value, button.closest("li")));
  }
  button.addEventListener("click", search);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0) add(options[active]);
      else search();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && options.length) {
      event.preventDefault();
      if (list.hidden) return search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      point((active + step + options.length) % options.length);
    }
  });
}

function words(item) {
  const title = document.createElement("span");
  title.textContent = item.title;
  if (!item.hint) return [title];
  const hint = document.createElement("small");
  hint.textContent = item.hint;
  return [title, " ", hint];
}

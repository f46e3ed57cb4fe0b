// Adds, orders and removes rows without a way to the server; names and numbers follow the order.

for (const root of document.querySelectorAll("[data-rows]")) enhance(root);

function enhance(root) {
  const name = root.dataset.rows;
  const list = root.querySelector(".rows-list");
  const template = root.querySelector("template");
  const count = root.querySelector(`input[name="${name}.count"]`);
  const status = root.querySelector(".rows-status");
  const insert = root.querySelector(`button[name="${name}-insert"]`);

  const rows = () => [...list.children];
  const focus = (element) => element?.focus();
  const button = (row, what) => row?.querySelector(`button[name="${name}-${what}"]`);

  function number() {
    rows().forEach((row, at) => {
      rename(row, at);
      row.querySelectorAll(".rows-number").forEach((each) => (each.textContent = at + 1));
      row.querySelectorAll(".rows-buttons button").forEach((each) => (each.value = at));
    });
    count.value = rows().length;
  }

  function rename(row, at) {
    const start = `${name}.`, id = `${root.id}-`;
    const attributes = [["name", start], ["id", id], ["for", id], ["aria-labelledby", id]];
    for (const each of [row, ...row.querySelectorAll("[name], [id], [for]")]) {
      for (const [attribute, before] of attributes) {
        const value = each.getAttribute(attribute);
        if (!value?.startsWith(before)) continue;
        const rest = value.slice(before.length).replace(/^[^.-]+/, at);
        each.setAttribute(attribute, before + rest);
      }
    }
  }

  function add() {
    list.append(template.content.cloneNode(true));
    number();
    status.textContent = `Zeile ${rows().length} hinzugefügt.`;
    focus(rows().at(-1).querySelector("input:not([type=hidden]), select, textarea"));
  }

  function remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    status.textContent = `Zeile entfernt, noch ${rows().length}.`;
    focus(button(next, "remove") ?? insert);
  }

  function move(row, what) {
    const other = what === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (what === "up") other.before(row);
    else other.after(row);
    number();
    status.textContent = `Jetzt Zeile ${rows().indexOf(row) + 1} von ${rows().length}.`;
    focus(button(row, what));
  }

  root.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    const what = pressed?.name.slice(name.length + 1);
    if (!pressed?.name.startsWith(`${name}-`)) return;
    event.preventDefault();
    const row = pressed.closest(".rows-row");
    if (what === "insert") add();
    else if (what === "remove") remove(row);
    else move(row, what);
  });
}

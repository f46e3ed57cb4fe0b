// Shows what a record would change while it is being written: the form is sent with its own button
// "preview", which saves nothing, and the part of the page that tells it is taken from the answer.
const PART = "tlvwa-effects";
const PREVIEW = "form.buttons.preview";
const QUIET = 700; // milliseconds without another change

const form = document.querySelector(".tlvwa-proving form");
let timer = 0;
let asked;

async function show() {
  asked?.abort();
  asked = new AbortController();
  const body = new FormData(form);
  body.set(PREVIEW, "1");
  try {
    const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.getElementById(PART);
    if (part) document.getElementById(PART).replaceChildren(...part.childNodes);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

form?.addEventListener("change", () => {
  clearTimeout(timer);
  timer = setTimeout(show, QUIET);
});

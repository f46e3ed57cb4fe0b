/**
 * „Mein Standort“ beside *Wo?*: asks the browser where it is and posts the point with the form.
 *
 * The button is in the page, so that nothing moves when it appears, and is hidden until it can do
 * something; the messages are there too. The point travels in the body of one POST and is kept
 * nowhere, not even in the page: whoever comes back to it finds the form without it.
 */

const here = document.getElementById("mein-standort");
const form = here?.closest("form");

/** How long and how exactly the device is to look; a point of the last minute is as good. */
const OPTIONS = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };
/** Some ten metres: a municipality needs no more. */
const DECIMALS = 4;
const REASONS = { 1: "denied", 2: "unavailable", 3: "timeout" };

/** Post what is asked for, with the point instead of the place. */
function send(coords) {
  const fields = new FormData(form);
  for (const name of ["wo", "area", "postal_code"]) fields.delete(name);
  fields.set("lat", coords.latitude.toFixed(DECIMALS));
  fields.set("lon", coords.longitude.toFixed(DECIMALS));
  fields.set("accuracy", Math.ceil(coords.accuracy));
  const post = document.createElement("form");
  post.method = "post";
  post.action = form.action;
  post.hidden = true;
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.name = name;
    field.value = value;
    post.append(field);
  }
  document.body.append(post);
  post.submit();
  post.remove();
}

if (form) {
  const [button, status] = ["button", "[role=status]"].map((name) => here.querySelector(name));
  const say = (what) => (status.textContent = here.dataset[what]);
  let asking = false;
  const fail = (what) => {
    asking = false;
    say(what);
  };
  // A page that is shown again, as it was left, is not waiting any more.
  window.addEventListener("pagehide", () => {
    asking = false;
    status.textContent = "";
  });
  button.addEventListener("click", () => {
    if (asking) return;
    if (!window.isSecureContext) return fail("insecure");
    if (!navigator.geolocation) return fail("unavailable");
    asking = true;
    say("waiting");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => send(coords),
      ({ code }) => fail(REASONS[code]),
      OPTIONS,
    );
  });
  here.classList.add("tlvwa-here--ready");
}

/**
 * Builds what public pages wear: one style sheet from KERN and our own rules, the fonts, the licences.
 *
 * Everything comes from node_modules, at the versions of package-lock.json, and goes to the theme's
 * folder `built`, which is not in the repository but in every wheel.
 */

import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { compile } from "sass";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const BUILT = here("../src/tlvwa.portal/tlvwa/portal/browser/theme/built/");
const MODULES = here("../node_modules/");

/** Regular and semi-bold, as KERN uses them; the larger half is fetched only where a page needs it. */
const FONTS = ["latin-400", "latin-600", "latin-ext-400", "latin-ext-600"];
const LICENCES = {
  "KERN-EUPL-1.2.txt": "@kern-ux/native/LICENSE.md",
  "Fira-Sans-OFL-1.1.txt": "@fontsource/fira-sans/LICENSE",
};

rmSync(BUILT, { recursive: true, force: true });
mkdirSync(BUILT, { recursive: true });
const { css } = compile(here("scss/portal.scss"), {
  loadPaths: [MODULES],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(`${BUILT}portal.css`, css);
for (const font of FONTS) {
  const name = `fira-sans-${font}-normal.woff2`;
  cpSync(`${MODULES}@fontsource/fira-sans/files/${name}`, `${BUILT}${name}`);
}
for (const [name, source] of Object.entries(LICENCES)) cpSync(`${MODULES}${source}`, `${BUILT}${name}`);

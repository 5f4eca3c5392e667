// The page of a report as a person uses it: in Chromium, from a file, with mouse and keyboard, at
// 1280 and 320 px, by day and by night.
//
// GENSVAR names the program, CHROMIUM the browser.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.GENSVAR ?? join(root, "target/debug/gensvar");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const replies = ["replies/d01.txt", "replies/n81.txt", "ocr/d01-mono-fax-01.ocr.txt"];

const hostile = `Socialforvaltningen (SOF)

12. maj 2025

Kurset <script>document.title = "taken"</script> er obligatorisk for alle nye sagsbehandlere.

Kurset "><img src=x onerror="document.title = 'taken'"> er obligatorisk, og \u202egnidlofkab.

</script></style><svg onload="document.title = 'taken'">]]><!-- ${"x".repeat(1 << 20)}
`;

let folder, browser, page, troubles;

// Makes the report of a folder; 1 is the status where something in it could not be read.
const triage = (name, status) => {
  const sets = ["br-2012", "br-anbefalinger-2024"].flatMap((set) => ["--requirements", set]);
  const args = ["triage", name, "-o", `${name}-report`, "--date", "2025-12-01", ...sets];
  const ran = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  assert.equal(ran.status, status, ran.error?.message ?? ran.stderr);
};
const address = (name) => pathToFileURL(join(folder, `${name}-report`, "index.html")).href;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "gensvar-"));
  for (const name of ["inbox", "hostile", "other"]) mkdirSync(join(folder, name));
  for (const name of replies) {
    copyFileSync(join(root, "corpus", name), join(folder, "inbox", basename(name)));
  }
  writeFileSync(join(folder, "inbox", "billede.png"), "\x89PNG\r\n\x1a\n");
  copyFileSync(join(root, "corpus", replies[2]), join(folder, "other", "scan.txt"));
  writeFileSync(join(folder, "hostile", "ond.txt"), hostile);
  triage("inbox", 1);
  triage("hostile", 0);
  triage("other", 0);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

// A page at which everything that goes wrong is written down: errors, what the policy refused (which
// is an error on the console), and every request but that for the page itself.
const open = async (name, { width = 1280, scheme = "light", script = true } = {}) => {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: script,
  });
  page = await context.newPage();
  troubles = [];
  const own = address(name);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (![own, address("other")].includes(request.url().split("#")[0])) troubles.push(request.url());
  });
  await page.goto(own);
};

afterEach(async () => {
  assert.deepEqual(troubles, []);
  await page.context().close();
});

const inView = (locator) =>
  locator.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight;
  });

describe("a person", () => {
  beforeEach(() => open("inbox"));

  test("opens a cell, and arrives at the words it rests on", async () => {
    const cell = page.locator(".matrix td[data-stance='fulfilled'] a.cell").first();
    await cell.click();
    const panel = page.locator("#panel");
    assert.ok(await panel.isVisible());
    const finding = panel.locator(".finding");
    assert.equal(`#${await finding.getAttribute("id")}`, await cell.getAttribute("href"));
    const quote = await finding.locator("blockquote").first().innerText();
    const link = finding.locator("a.to-place").first();
    const href = await link.getAttribute("href");
    await link.click();
    await page.waitForFunction((hash) => location.hash === hash, encodeURI(href));
    assert.ok(!(await panel.isVisible()));
    const place = page.locator(`[id="${href.slice(1)}"]`);
    assert.ok(await inView(place), "the place is in view");
    const sentence = await place.evaluate((at) => at.closest(".said, mark").textContent);
    const words = (text) => text.replace(/[»«?…]/g, "").split(/\s+/).filter(Boolean);
    assert.deepEqual(words(sentence).slice(0, 3), words(quote).slice(0, 3));
    // The focus is there too, so that the tab key goes on from it.
    assert.ok(await place.evaluate((at) => document.activeElement.contains(at)));
  });

  test("opens a cell by keyboard, steps through the findings, and comes back", async () => {
    const cell = page.locator(".matrix a.cell").first();
    await cell.focus();
    await page.keyboard.press("Enter");
    const title = () => page.locator("#panel h4").innerText();
    const first = await title();
    await page.keyboard.press("Alt+ArrowDown");
    const second = await title();
    assert.notEqual(second, first);
    await page.keyboard.press("Alt+ArrowUp");
    assert.equal(await title(), first);
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator("#panel").isVisible()));
    assert.ok(await cell.evaluate((element) => element === document.activeElement));
    // What was moved into the panel stands in its place again.
    assert.equal(await page.locator("#findings .finding").count(), await page.locator(".finding").count());
  });

  test("filters by agency, requirement, stance, kind and doubt", async () => {
    await page.locator("#filters summary").click();
    const count = page.locator("output[name='count']");
    const all = await count.innerText();
    const seen = (what) => page.locator(`${what}:visible`);
    await page.selectOption("select[name='agency']", "sof");
    await page.waitForFunction((before) => document.querySelector("output").value !== before, all);
    assert.equal(await seen(".matrix tbody tr").count(), 2, "one row in each set");
    const agencies = await seen(".finding").evaluateAll((all) => all.map((one) => one.dataset.agency));
    assert.deepEqual([...new Set(agencies)], ["sof"]);
    const selection = page.locator("#selection");
    assert.match(await selection.innerText(), /^Kun et udvalg vises: SOF/);
    await page.emulateMedia({ media: "print" });
    assert.ok(await selection.isVisible(), "what is printed says that it is not all");
    await page.emulateMedia({ media: "screen" });
    await page.selectOption("select[name='requirement']", { index: 1 });
    await page.waitForFunction(() => document.querySelectorAll(".finding:not([hidden])").length === 1);
    await page.locator("button[type='reset']").click();
    await page.waitForFunction((before) => document.querySelector("output").value === before, all);
    await page.selectOption("select[name='kind']", "e_learning");
    await page.waitForFunction((before) => document.querySelector("output").value !== before, all);
    const kinds = await page.locator(".note.claim:not([hidden])").evaluateAll((all) => all.map((one) => one.dataset.kind));
    assert.deepEqual([...new Set(kinds)], ["e_learning"]);
    await page.locator("button[type='reset']").click();
    await page.locator("input[name='eyes']").check();
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".finding:not([hidden])")].every((one) => "eyes" in one.dataset));
    await page.selectOption("select[name='stance']", "declined");
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".finding:not([hidden])")].every((one) => one.dataset.stance === "declined"));
  });

  test("searches, and steps through what was found", async () => {
    await page.locator("#filters summary").click();
    await page.locator("input[name='words']").fill("visitation syd");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("output[name='position']").value.startsWith("1 "));
    const hits = await page.locator(".block.hit").count();
    assert.ok(hits > 0);
    const stops = await page.locator(".finding:not([hidden])").count() + hits;
    for (let n = 1; n < stops; n += 1) await page.keyboard.press("Alt+ArrowDown");
    const position = page.locator("output[name='position']");
    assert.equal(await position.innerText(), `${stops} af ${stops}`);
    const here = page.locator(".block.here");
    assert.match((await here.innerText()).toLowerCase(), /visitation syd/);
    assert.ok(await inView(here));
    assert.ok(await page.evaluate(() => CSS.highlights.get("found").size > 0));
    // What is hidden in the matrix and the lists is what is hidden among the findings.
    for (const link of await page.locator("#overview a.cell:visible, .note.found:visible a").all()) {
      const href = await link.getAttribute("href");
      assert.ok(await page.locator(`.finding[id="${href.slice(1)}"]`).isVisible(), href);
    }
    // A letter that is everywhere, and signs that are none of a pattern.
    for (const words of ["e", "$&"]) {
      await page.locator("input[name='words']").fill(words);
      await page.waitForFunction((words) => document.getElementById("selection").textContent.endsWith(`»${words}«`), words);
    }
    await page.locator("input[name='words']").fill("ordet findes ikke");
    await page.waitForFunction(() => document.querySelector("output[name='count']").value === "Intet passer.");
  });

  test("sees what stood in a scan, by pointer and by tab key", async () => {
    const fix = page.locator(".text ins.doubtful").first();
    await fix.scrollIntoViewIfNeeded();
    const shown = () => fix.evaluate((one) => getComputedStyle(one, "::after").content);
    assert.equal(await shown(), "none");
    await fix.focus();
    assert.match(await shown(), /læst »/);
    await page.keyboard.press("Escape");
    assert.equal(await shown(), "none", "Escape takes it away");
    await page.locator("h1").hover();
    // The arrow keys go from one to the next, also to those that are sure.
    await page.locator(".text ins[tabindex='0']").first().focus();
    const stops = new Set();
    for (let n = 0; n < 8; n += 1) {
      stops.add(await page.evaluate(() => document.activeElement.dataset.tip));
      await page.keyboard.press("ArrowRight");
    }
    assert.ok([...stops].some((tip) => /rettet til/.test(tip)) && stops.size > 3, [...stops].join("; "));
    const sure = page.locator(".text ins.fix:not(.doubtful)").first();
    await sure.hover();
    assert.match(await sure.evaluate((one) => getComputedStyle(one, "::after").content), /rettet til/);
  });

  test("ticks off a doubtful word, and finds it ticked later", async () => {
    const box = () => page.locator(".doubts [data-tick]").first();
    await box().check();
    await page.reload();
    assert.ok(await box().isChecked());
    // The same reply is known again in another report, and nothing else is ticked there.
    await page.goto(address("other"));
    const ticked = await page.locator("[data-tick]:checked").evaluateAll((all) => all.map((one) => one.closest(".document").id));
    assert.deepEqual(ticked, ["d-other-scan-txt"]);
  });

  test("goes from a reply to its lines as read, which unfold", async () => {
    const lines = page.locator(".document .lines").last();
    assert.ok(!(await lines.locator("table").isVisible()));
    await page.locator(".to-lines a").last().click();
    assert.ok(await lines.locator("table").isVisible());
    assert.ok(await inView(lines));
  });

  test("follows a link to a finding", async () => {
    const id = await page.locator(".finding").nth(7).getAttribute("id");
    await page.goto(`${page.url().split("#")[0]}#${id}`);
    assert.ok(await inView(page.locator(`[id="${id}"]`)));
  });
});

test("without a script everything stands there", async () => {
  await open("inbox", { script: false });
  assert.ok(await page.locator(".finding blockquote").first().isVisible());
  assert.ok(await page.locator(".text .block p").first().isVisible());
  assert.ok(!(await page.locator("#filters").isVisible()));
});

test("a hostile reply is text", async () => {
  await open("hostile");
  assert.doesNotMatch(await page.title(), /taken/);
  assert.equal(await page.locator("img, svg").count(), 0);
  const read = await page.locator(".text").textContent();
  assert.ok(read.includes("<script>document.title"));
  const { scrollWidth, innerWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth,
  }));
  assert.ok(scrollWidth <= innerWidth, "a long word wraps");
});

for (const width of [1280, 320]) {
  for (const scheme of ["light", "dark"]) {
    test(`no serious fault of accessibility at ${width} px, ${scheme}`, async () => {
      await open("inbox", { width, scheme });
      await page.evaluate(axe);
      // What is out of view is not laid out, and axe would take it to lie under other things.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll(".finding, .document")) {
          one.style.contentVisibility = "visible";
        }
      });
      const check = async (where) => {
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const faults = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        const told = faults.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((n) => n.html).join("\n")}`);
        assert.deepEqual(told, [], where);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${where}: ${wide} px too wide`);
      };
      await check("the matrix");
      await page.locator(".matrix a.cell").first().click();
      await check("a cell");
      await page.keyboard.press("Escape");
      await page.locator("#filters summary").click();
      for (const fold of await page.locator("main details > summary").all()) await fold.click();
      await page.locator(".document").last().scrollIntoViewIfNeeded();
      await check("a reply, the doubtful words, and the lines as read");
    });
  }
}

// What the page does beyond what a browser does by itself: filters, search, steps, a panel for a
// cell, and ticks that are remembered. Without it everything can be read.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const filters = document.getElementById("filters");
  const form = filters.querySelector("form");
  const selection = document.getElementById("selection");
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  const findings = all(".finding");
  const claims = all(".note.claim");
  const blocks = all(".block");
  const fields = form.elements;

  const fill = (text, values) =>
    Object.entries(values).reduce((out, [name, value]) => out.replace(`{${name}}`, () => value), text);

  // Filters -----------------------------------------------------------------------------------

  // What can be chosen by, and the elements that have it; one that lacks it is left alone.
  const chosen = () => ({
    agency: fields.agency.value,
    requirement: fields.requirement.value,
    stance: fields.stance.value,
    kind: fields.kind.value,
    eyes: fields.eyes.checked,
    words: fields.words.value.toLowerCase().split(/\s+/).filter(Boolean),
  });
  const has = (element, name, value) =>
    !value || !(name in element.dataset) || element.dataset[name].split(" ").includes(value);
  const hasWords = (element, words) => {
    if (!words.length) return true;
    const text = element.textContent.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const isChosen = (by) => Object.values(by).some((value) => value === true || value.length > 0);
  const byLink = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const fits = (element, by) =>
    has(element, "agency", by.agency) &&
    has(element, "requirement", by.requirement) &&
    has(element, "stance", by.stance) &&
    has(element, "kind", by.kind) &&
    (!by.eyes || "eyes" in element.dataset);

  const filter = () => {
    const by = chosen();
    for (const finding of findings) finding.hidden = !fits(finding, by) || !hasWords(finding, by.words);
    for (const note of claims) note.hidden = !fits(note, by);
    for (const note of all(".note.found")) {
      const finding = byLink(note.querySelector("a"));
      note.hidden = finding ? finding.hidden : !fits(note, by);
    }
    for (const item of all("#check li")) item.hidden = !fits(item, by) || !hasWords(item, by.words);
    for (const item of all(".doubts li")) item.hidden = by.eyes && !("eyes" in item.dataset);
    for (const cell of all(".matrix [data-requirement]")) {
      cell.hidden = !has(cell, "requirement", by.requirement);
    }
    const isOpen = !isChosen(by);
    for (const link of all(".matrix td[data-stance] a")) link.hidden = byLink(link)?.hidden ?? false;
    for (const row of all(".matrix tbody tr")) {
      row.hidden = !isOpen && !row.querySelector("td:not([hidden]) a:not([hidden])");
    }
    for (const set of all(".set")) {
      set.hidden = !isOpen && !set.querySelector("tbody tr:not([hidden])");
    }
    for (const mark of all(".text mark, .text .tag")) {
      mark.classList.toggle(
        "off",
        !has(mark, "agency", by.agency) || !has(mark, "requirement", by.requirement),
      );
    }
    for (const block of blocks) {
      block.classList.toggle("hit", by.words.length > 0 && hasWords(block.querySelector("p"), by.words));
    }
    // A reply is there whole, or, where nothing in it is chosen, not at all.
    const chosenIn = by.words.length ? ".block.hit"
      : by.requirement || by.stance ? ".note.found:not([hidden])"
      : by.kind ? ".note.claim:not([hidden])"
      : ".note:not([hidden]), .doubts li[data-eyes]";
    const isByAgency = !isChosen({ ...by, agency: "" });
    for (const one of all(".document")) {
      one.hidden = !has(one, "agency", by.agency) || !isByAgency && !one.querySelector(chosenIn);
    }
    const hits = blocks.filter((block) => block.matches(".hit") && !block.closest("[hidden]")).length;
    tell();
    highlight(by.words);
    const shown = findings.filter((finding) => !finding.hidden).length;
    const said = claims.filter(
      (note) => !note.closest("[hidden]") && (!by.words.length || note.closest(".hit")),
    ).length;
    const seen = by.words.length ? hits : blocks.filter((block) => !block.closest("[hidden]")).length;
    fields.count.value = shown + said + seen
      ? fill(form.dataset.count, { findings: shown, claims: said, blocks: seen })
      : form.dataset.none;
    fields.position.value = "";
    here = null;
  };

  // What is chosen is told: a page that lacks something must say so, above all when it is printed.
  const tell = () => {
    const words = [...fields].flatMap((field) => {
      if (field.localName === "select") {
        return field.value ? field.selectedOptions[0].text.trim() : [];
      }
      if (field.type === "checkbox") return field.checked ? field.parentElement.textContent.trim() : [];
      return field.value?.trim() && field.type === "search" ? `»${field.value.trim()}«` : [];
    });
    selection.hidden = !words.length;
    selection.textContent = fill(form.dataset.selection, { list: words.join("; ") });
  };

  // The searched words are marked without a change to the page, where the browser can.
  const highlight = (words) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    for (const block of all(".block.hit > p")) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            if (at + word.length > node.length) break;
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    const found = new Highlight();
    for (const range of ranges) found.add(range);
    CSS.highlights.set("found", found);
  };

  // The panel ---------------------------------------------------------------------------------

  // A finding is moved into the panel and back, so that its id stays the only one.
  let stand = null;
  const putBack = () => {
    if (!stand) return;
    stand.finding.hidden = stand.isHidden;
    stand.place.replaceWith(stand.finding);
    stand = null;
  };
  const show = (finding) => {
    putBack();
    stand = { finding, place: document.createComment(""), isHidden: finding.hidden };
    finding.hidden = false;
    finding.replaceWith(stand.place);
    body.append(finding);
    history.replaceState(null, "", `#${finding.id}`);
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
    finding.focus({ preventScroll: true });
  };
  panel.addEventListener("close", putBack);
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (event.target === panel || event.target.closest("[data-close]") || link) panel.close();
    if (!link) return;
    event.preventDefault();
    // Only once the dialog has given the focus back to where it came from.
    setTimeout(() => go(link.getAttribute("href")));
  });

  // Steps -------------------------------------------------------------------------------------

  // Going to an address also opens what it stands in.
  const go = (href) => {
    const target = document.getElementById(decodeURIComponent(href.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      if (part.localName === "details") part.open = true;
      part.hidden = false;
    }
    location.hash = href;
    const stop = target?.closest(".block")?.querySelector("p") ?? target;
    if (stop && !stop.hasAttribute("tabindex")) stop.tabIndex = -1;
    stop?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: target.classList.contains("at") ? "center" : "start" });
  };

  let here = null;
  const step = (by) => {
    const stops = panel.open
      ? findings.filter((finding) => !finding.hidden)
      : all(".finding, .block.hit").filter((one) => !one.closest("[hidden]"));
    if (!stops.length) {
      fields.position.value = form.dataset.none;
      return;
    }
    const from = panel.open ? stand?.finding : here;
    const at = stops.indexOf(from);
    const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
    here?.classList.remove("here");
    here = stops[next];
    here.classList.add("here");
    fields.position.value = fill(form.dataset.position, { n: next + 1, of: stops.length });
    if (panel.open) return show(here);
    const stop = here.matches(".block") ? here.querySelector("p") : here;
    stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    here.scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) step(Number(button.dataset.go));
    const link = event.target.closest("a[href^='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = byLink(link);
    if (link.matches(".cell, .to-finding") && target?.matches(".finding")) {
      event.preventDefault();
      show(target);
    } else if (target?.closest("[hidden], details:not([open])")) {
      event.preventDefault();
      go(link.hash);
    }
  });
  // Repairs ------------------------------------------------------------------------------------

  // Of hundreds of repairs the tab key leads to the first and to what is doubtful; from one to the
  // next go the arrow keys.
  for (const text of all(".text")) {
    all("ins[data-tip]", text).forEach((one, at) => {
      if (!one.hasAttribute("tabindex")) one.tabIndex = at ? -1 : 0;
    });
  }
  document.addEventListener("keydown", (event) => {
    // What covers the text goes away, until another word is pointed at.
    document.body.classList.toggle("quiet", event.key === "Escape");
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.altKey || !event.target.matches("ins[data-tip]")) return;
    const stops = all("ins[data-tip]", event.target.closest(".text"));
    const next = stops[stops.indexOf(event.target) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.target.matches("ins")) document.body.classList.remove("quiet");
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.target.matches("select")) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });

  // Ticks -------------------------------------------------------------------------------------

  // A browser may forbid a page from a file to keep anything: then ticks last until it is closed.
  // What a tick is of is known by its text, so it holds in every report that has the same.
  const store = "gensvar";
  const ticked = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(store)) ?? []);
    } catch {
      return new Set();
    }
  };
  const before = ticked();
  for (const box of all("[data-tick]")) {
    box.checked = before.has(box.dataset.tick);
    box.addEventListener("change", () => {
      const now = ticked();
      if (box.checked) now.add(box.dataset.tick);
      else now.delete(box.dataset.tick);
      try {
        localStorage.setItem(store, JSON.stringify([...now]));
      } catch {
        // As said above.
      }
    });
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    filter();
    step(1);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  // What is to be checked is printed also where it is folded in.
  addEventListener("beforeprint", () => {
    for (const details of all(".doubts")) details.open = true;
  });

  filters.hidden = false;
  filter();
})();

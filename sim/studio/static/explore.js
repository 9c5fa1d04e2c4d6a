// The screen on which positions are moved.

import { legend, outcomesFigure } from "./figure.js";
import { levers } from "./levers.js";
import { byId, element, pictures, save, table } from "./page.js";

const NARROW = matchMedia("(max-width: 800px)");
const whole = (share) => (share > 0 && share < 0.005 ? "<1" : share < 1 && share >= 0.995 ? ">99" : `${Math.floor(100 * share + 0.5)}`);
const span = (range) => (range ? `${Math.floor(100 * range.low + 0.5)}-${Math.floor(100 * range.high + 0.5)}` : "-");
const cells = (one) => [one.label, one.now.count, one.before.count, whole(one.now.share), span(one.now.sampling), span(one.now.inputs)];

function csv(found) {
  const rows = [["issue", "option or outcome", "runs", "before", "share", "again low", "again high", "inputs low", "inputs high"]];
  const add = (issue, one) => rows.push([issue, one.label, one.now.count, one.before.count, one.now.share,
    one.now.sampling?.low, one.now.sampling?.high, one.now.inputs?.low, one.now.inputs?.high]);
  for (const one of found.outcomes) add("", one);
  for (const issue of found.issues) for (const one of issue.options) add(issue.label, one);
  const quoted = (cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`;
  return `${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

export class Explore {
  constructor(scenario, state) {
    this.scenario = scenario;
    this.state = state;
    this.levers = levers(scenario, state);
    this.last = null;
    this.shown = null;
    this.picture = element("div", { class: "picture" });
    this.progress = element("progress", { max: scenario.runs, value: 0, "aria-label": "runs played" });
    this.count = element("span", { class: "small" });
    this.body = element("div", { class: "explore" }, this.positions(), this.outcomes());
    NARROW.addEventListener("change", () => this.last && this.paint(this.last));
  }

  positions() {
    const { state } = this;
    this.undo = element("button", { type: "button", onclick: () => history.back() }, "Undo");
    this.reset = element("button", { type: "button", onclick: () => state.keep({ now: [] }) }, "All as it is");
    return element("section", { class: "positions", "aria-labelledby": "positions" },
      element("h2", { id: "positions" }, "Positions"),
      element("p", {}, element("b", {}, "What if it changed now?"), " The same past, the same luck."),
      element("div", { class: "bar" }, this.undo, this.reset),
      this.levers.body);
  }

  outcomes() {
    this.copy = element("button", { type: "button", onclick: () => this.copyLink() }, "Copy link");
    return element("section", { class: "outcomes", "aria-labelledby": "outcomes" },
      element("h2", { id: "outcomes" }, "How the runs ended"),
      this.picture,
      element("div", { class: "bar progress" }, this.count, this.progress),
      element("div", { class: "bar" }, this.copy,
        element("button", { type: "button", onclick: () => this.last && save("outcomes.csv", csv(this.last.result), "text/csv") }, "Save numbers (CSV)"),
        element("button", { type: "button", onclick: () => this.saveFigure() }, "Save figure (SVG)")));
  }

  show() {
    this.levers.show();
    this.reset.disabled = this.state.now.size === 0;
    this.undo.disabled = this.state.now.size === 0 && this.shown === null;
    const asked = this.state.sets;
    const key = asked.join("\n");
    if (key !== this.shown) {
      this.shown = key;
      this.play(asked);
    }
  }

  async play(now) {
    this.under?.abort();
    const own = (this.under = new AbortController());
    byId("warning").hidden = !this.state.foreign;
    document.body.dataset.resting = "no";
    try {
      for await (const found of pictures("/api/explore", { now }, own.signal)) {
        if (own.signal.aborted) return;
        this.paint(found);
      }
      document.body.dataset.resting = "yes";
    } catch (error) {
      if (own.signal.aborted) return;
      byId("warning").textContent = error.message;
      byId("warning").hidden = false;
      document.body.dataset.resting = "yes";
    }
  }

  paint(found) {
    this.last = found;
    const { result } = found;
    this.progress.value = result.played;
    this.count.textContent = `${result.played.toLocaleString("en")} of ${result.request.runs.toLocaleString("en")} runs`;
    this.picture.replaceChildren(
      element("p", { class: "say" }, found.said),
      element("figure", {}, outcomesFigure(result, NARROW.matches), legend()),
      table("Outcomes", ["runs", "before", "of 100", "if played again", "if inputs differ"], result.outcomes.map(cells)),
      element("p", { class: "small" }, this.scenario.ranges),
      this.mirrors(found),
      this.moved(found),
      element("details", {}, element("summary", {}, "What the deals held"),
        result.issues.map((issue) => table(issue.label, ["deals", "before", "of 100", "if played again", "if inputs differ"], issue.options.map(cells)))),
      found.command ? element("p", { class: "small" }, "In a terminal: ", element("code", {}, found.command)) : null);
    if (result.complete) byId("status").textContent = found.said;
  }

  mirrors({ result, about }) {
    if (!result.request.now.length || result.mirrors === null) return null;
    const own = (outcomes) => outcomes.find((one) => one.outcome === about);
    const rows = result.mirrors.map((one) => [
      element("a", { href: this.state.hash({ now: [...one.now].sort() }) }, `${one.label}: ${one.now.join(", ")}`),
      own(one.outcomes).now.count, own(one.outcomes).before.count, span(own(one.outcomes).now.sampling),
    ]);
    return rows.length ? table(`The same for the other party: ${own(result.outcomes).label}`, ["runs", "before", "if played again"], rows) : null;
  }

  moved({ result, moved_said }) {
    if (!moved_said) return null;
    const runs = result.runs_moved.map((one) => element("li", {},
      `run ${one.run}: ${one.before.replaceAll("_", " ")} before, ${one.now.replaceAll("_", " ")} now`));
    return element("details", {}, element("summary", {}, moved_said), element("ul", { class: "runs" }, runs));
  }

  async copyLink() {
    await navigator.clipboard.writeText(`${location.origin}/${this.state.hash()}`);
    byId("status").textContent = "The link is copied.";
    this.copy.textContent = "Copied";
  }

  saveFigure() {
    const svg = this.picture.querySelector("figure > svg");
    if (svg === null) return;
    const kept = svg.cloneNode(true);
    kept.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const own = [...svg.querySelectorAll("*")];
    [...kept.querySelectorAll("*")].forEach((part, k) => {
      const style = getComputedStyle(own[k]);
      for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-family"]) part.setAttribute(name, style.getPropertyValue(name));
    });
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = `${this.scenario.title}. ${this.scenario.notice}`;
    kept.prepend(title);
    save("outcomes.svg", new XMLSerializer().serializeToString(kept), "image/svg+xml");
  }
}

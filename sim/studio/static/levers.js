// The positions that can be moved: words as choices, numbers as sliders.

import { element } from "./page.js";

const STEPS = 20;

function backing(lever) {
  return element("p", { class: "small" }, `${lever.words ? `${lever.words}: ` : ""}${lever.shown}. ${lever.backing}`);
}

function choices(lever, state) {
  const group = element("div", { class: "choices", role: "radiogroup", "aria-label": `${lever.actor}, ${lever.label}` });
  for (const { value, label } of [{ value: null, label: "as it is" }, ...lever.values]) {
    group.append(element("label", {},
      element("input", {
        type: "radio", name: lever.path, value: value ?? "",
        onchange: () => state.set(lever.path, value),
      }), ` ${label}`));
  }
  const show = () => {
    const set = state.now.get(lever.path) ?? "";
    for (const input of group.querySelectorAll("input")) input.checked = input.value === set;
  };
  return { body: [group], show, said: (set) => lever.values.find((one) => one.value === set)?.label ?? set };
}

function slider(lever, state) {
  const span = lever.high - lever.low;
  const step = lever.unit === "" && Number.isInteger(span) && span <= STEPS ? 1 : span / STEPS;
  const written = (value) => `${Number(Number(value).toPrecision(12))}${lever.unit ? ` ${lever.unit}` : ""}`;
  let moving = false;
  const input = element("input", {
    type: "range", min: lever.low, max: lever.high, step, "aria-label": `${lever.actor}, ${lever.label}`,
    oninput: () => { state.set(lever.path, written(input.value), { replacing: moving }); moving = true; },
    onchange: () => { moving = false; },
  });
  const reset = element("button", { type: "button", class: "plain", onclick: () => state.set(lever.path, null) }, "as it is");
  const show = () => {
    const set = state.now.get(lever.path);
    input.value = set === undefined ? (lever.low + lever.high) / 2 : Number.parseFloat(set);
    input.classList.toggle("unset", set === undefined);
    input.setAttribute("aria-valuetext", set ?? `as it is: ${lever.shown}`);
    reset.disabled = set === undefined;
  };
  const ends = element("div", { class: "ends small", "aria-hidden": "true" },
    element("span", {}, written(lever.low)), element("span", {}, written(lever.high)));
  return { body: [input, ends, reset], show, said: (set) => set };
}

function one(lever, state) {
  const made = (lever.low === null ? choices : slider)(lever, state);
  const output = element("output");
  const box = element("div", { class: "lever" },
    element("div", { class: "head" }, element("b", {}, lever.label), output), made.body, backing(lever));
  const show = () => {
    const set = state.now.get(lever.path);
    output.textContent = set === undefined ? "as it is" : made.said(set);
    box.classList.toggle("moved", set !== undefined);
    made.show();
  };
  return { lever, box, show };
}

// All levers by actor, with a search; `show` follows the state.
export function levers(scenario, state) {
  const all = scenario.levers.map((lever) => one(lever, state));
  const groups = scenario.actors
    .map(({ label }) => ({ label, own: all.filter((made) => made.lever.actor === label) }))
    .filter(({ own }) => own.length)
    .map(({ label, own }) => ({
      own,
      box: element("details", {}, element("summary", {}, label), own.map((made) => made.box)),
    }));
  const search = element("input", {
    type: "search", id: "search", autocomplete: "off",
    oninput: () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const { own, box } of groups) {
        for (const made of own) {
          const text = `${made.lever.actor} ${made.lever.label} ${made.lever.path}`.toLowerCase();
          made.box.hidden = !words.every((word) => text.includes(word));
        }
        box.hidden = own.every((made) => made.box.hidden);
        if (words.length) box.open = true;
      }
    },
  });
  const unset = scenario.unset.length
    ? element("details", { class: "unset" }, element("summary", {}, `Not to be moved (${scenario.unset.length})`),
      element("ul", {}, scenario.unset.map((each) => element("li", {}, `${each.label}: ${each.why}`))))
    : null;
  const body = element("div", {},
    element("label", { for: "search" }, `Search ${all.length} positions `), search,
    groups.map(({ box }) => box), unset);
  const show = () => {
    for (const made of all) made.show();
    for (const { own, box } of groups) {
      if (own.some((made) => state.now.has(made.lever.path))) box.open = true;
    }
  };
  if (groups.length) groups[0].box.open = true;
  return { body, show };
}

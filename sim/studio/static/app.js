// Begins the page: the scenario first, then the screen that the address names.

import { Explore } from "./explore.js";
import { ask, byId, element } from "./page.js";
import { State } from "./state.js";

const SCREENS = { explore: ["Explore", Explore] };

function begin(scenario) {
  byId("notice").textContent = scenario.notice;
  byId("title").textContent = scenario.title;
  document.title = `${scenario.title} - Detente studio`;
  const stamp = `${scenario.digest.slice(0, 8)}-${scenario.detente}`;
  byId("versions").textContent = `detente ${scenario.detente}, scenario ${scenario.digest.slice(0, 8)}`;
  const made = {};
  const state = new State(stamp, show);
  function show() {
    if (state.foreign) {
      byId("warning").textContent = `This link was made with another scenario or version (${state.foreign}; here ${stamp}): its numbers may differ.`;
    }
    byId("warning").hidden = !state.foreign;
    const name = Object.hasOwn(SCREENS, state.screen) ? state.screen : "explore";
    made[name] ??= new SCREENS[name][1](scenario, state);
    byId("screens").replaceChildren(...Object.entries(SCREENS).map(([one, [label]]) => element("a", {
      href: state.hash({ screen: one }), "aria-current": one === name ? "page" : null,
    }, label)));
    if (byId("screen").firstChild !== made[name].body) byId("screen").replaceChildren(made[name].body);
    made[name].show();
  }
  show();
}

try {
  begin(await ask("/api/scenario"));
} catch (error) {
  byId("warning").textContent = error.message;
  byId("warning").hidden = false;
}

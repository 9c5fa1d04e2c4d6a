// What is set, kept in the address: a link says it all, and with which scenario and version.

export class State {
  constructor(stamp, changed) {
    this.stamp = stamp;
    this.changed = changed;
    this.read();
    addEventListener("popstate", () => { this.read(); this.changed(); });
  }

  read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    this.screen = asked.get("screen") || "explore";
    this.run = asked.get("run") || "0";
    this.at = asked.get("at") || "";
    this.seat = asked.get("seat") || "";
    this.now = new Map(asked.getAll("now").map((one) => {
      const cut = one.indexOf("=");
      return [one.slice(0, cut), one.slice(cut + 1)];
    }));
    const made = asked.get("with");
    this.foreign = made !== null && made !== this.stamp ? made : "";
  }

  get sets() {
    return [...this.now].map(([path, value]) => `${path}=${value}`).sort();
  }

  hash(more = {}) {
    const { screen = this.screen, run = this.run, at = this.at, seat = this.seat, now = this.sets } = more;
    const asked = new URLSearchParams();
    if (screen !== "explore") {
      asked.set("screen", screen);
      if (screen === "run") {
        asked.set("run", run);
        if (at !== "") asked.set("at", at);
        if (seat !== "") asked.set("seat", seat);
      }
    }
    for (const one of now) asked.append("now", one);
    asked.set("with", this.stamp);
    return `#${asked}`;
  }

  // A step that can be undone; one that is still being made replaces the last.
  keep(more = {}, { replacing = false } = {}) {
    const hash = this.hash(more);
    if (hash !== location.hash) {
      if (replacing) history.replaceState(null, "", hash);
      else history.pushState(null, "", hash);
    }
    this.read();
    this.changed();
  }

  set(path, value, how) {
    const now = new Map(this.now);
    if (value === null) now.delete(path);
    else now.set(path, value);
    this.keep({ now: [...now].map(([one, its]) => `${one}=${its}`).sort() }, how);
  }
}

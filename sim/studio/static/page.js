// Elements, and what asks the server.

const HEADERS = { "x-detente": "studio" };
const SVG = "http://www.w3.org/2000/svg";

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined));
  return made;
}

export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function drawn(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export const byId = (id) => document.getElementById(id);

export async function ask(path) {
  const answer = await fetch(path, { headers: HEADERS });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error);
  return found;
}

// Every picture as it comes; leaving the loop, or the signal, takes the question back.
export async function* pictures(path, asked, signal) {
  const answer = await fetch(path, {
    method: "POST", signal, headers: { ...HEADERS, "content-type": "application/json" }, body: JSON.stringify(asked),
  });
  if (!answer.ok) throw new Error((await answer.json()).error);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const found = JSON.parse(line);
      if (found.error) throw new Error(found.error);
      yield found;
    }
  }
}

export function table(title, heads, rows) {
  return element("div", { class: "wide", role: "region", tabindex: "0", "aria-label": title },
    element("table", {},
      element("caption", {}, title),
      element("thead", {}, element("tr", {}, element("td"), heads.map((head) => element("th", { scope: "col", class: "number" }, head)))),
      element("tbody", {}, rows.map(([label, ...cells]) => element("tr", {},
        element("th", { scope: "row" }, label),
        cells.map((cell) => element("td", { class: "number" }, cell)))))));
}

export function save(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

// Outcomes with both ranges, and as they were: drawn from the numbers of a result.

import { drawn, element } from "./page.js";

const LINE = 13;
const per = (share) => 100 * share;

function scale(width, left, right) {
  return (share) => left + (width - left - right) * share;
}

function axis(x, top, bottom) {
  return [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((at) => [
    drawn("path", { class: "grid", d: `M${x(at)} ${top}V${bottom}` }),
    drawn("text", { class: "tick", x: x(at), y: bottom + 16, "text-anchor": "middle" }, per(at)),
  ]);
}

function row(x, y, one) {
  const { now, before } = one;
  const parts = [];
  parts.push(drawn("rect", { class: "again", x: x(now.sampling.low), y: y - 6, width: Math.max(1, x(now.sampling.high) - x(now.sampling.low)), height: 12, rx: 2 }));
  if (now.inputs) {
    const [low, high] = [x(now.inputs.low), x(now.inputs.high)];
    parts.push(drawn("path", { class: "inputs", d: `M${low} ${y + LINE}H${high}M${low} ${y + LINE - 4}v8M${high} ${y + LINE - 4}v8` }));
  }
  parts.push(drawn("circle", { class: "before", cx: x(before.share), cy: y, r: 7 }));
  parts.push(drawn("circle", { class: "now", cx: x(now.share), cy: y, r: 4.5 }));
  return parts;
}

function count(one, moved) {
  return moved ? `${one.now.count} (${one.before.count})` : `${one.now.count}`;
}

// `narrow` stacks a label above its row, so that ranges keep their length on a phone.
export function outcomesFigure(found, narrow) {
  const moved = found.request.now.length > 0;
  const width = narrow ? 345 : 720;
  const step = narrow ? 60 : 48;
  const top = narrow ? 44 : 34;
  const height = top + step * found.outcomes.length + (narrow ? 12 : 14);
  const x = narrow ? scale(width, 10, 12) : scale(width, 190, 120);
  const bottom = height - 34;
  const head = moved ? "runs now (before)" : "runs";
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "The outcomes with both ranges; the table below has the numbers" },
    axis(x, top - 14, bottom),
    drawn("text", { class: "small", x: width - 2, y: 14, "text-anchor": "end" }, head),
    drawn("text", { class: "small", x: x(0), y: 14 }, `of 100, ${found.played.toLocaleString("en")} runs`));
  found.outcomes.forEach((one, k) => {
    const y = top + k * step + (narrow ? 14 : 6);
    const label = narrow ? { x: 4, y: y - 14 } : { x: 180, y: y + 4, "text-anchor": "end" };
    svg.append(
      drawn("text", { class: "label", ...label }, one.label),
      drawn("text", { class: "label", x: width - 2, y: label.y, "text-anchor": "end" }, count(one, moved)),
      ...row(x, y, one));
  });
  return svg;
}

export function legend() {
  const sign = (cls, part, text) => element("li", {},
    drawn("svg", { viewBox: "0 0 26 16", class: "sign", "aria-hidden": "true" }, part), ` ${text}`);
  return element("ul", { class: "legend small" },
    sign("now", drawn("circle", { class: "now", cx: 13, cy: 8, r: 4.5 }), "share"),
    sign("before", drawn("circle", { class: "before", cx: 13, cy: 8, r: 6 }), "before the change, the same runs"),
    sign("again", drawn("rect", { class: "again", x: 1, y: 3, width: 24, height: 10, rx: 2 }), "if played again, 95%"),
    sign("inputs", drawn("path", { class: "inputs", d: "M1 8H25M1 4v8M25 4v8" }), "if inputs differ, 90%: more runs do not narrow it"));
}

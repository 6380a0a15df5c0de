// Cooperation above the axis, conflict below, quarter by quarter: on the page of two parties and
// beside the matrix.

import { count, share, svg } from "/static/drawn.js";

const AXIS = 18, MARGIN = 34;

/** What a quarter holds, in words. */
export const quarterInWords = (row) => `${row.quarter}: ${count(row.cooperation)} of cooperation, ${count(row.conflict)} of conflict (${share(row.conflict, row.cooperation + row.conflict)})`;

/** The drawing; `here` is the number of a quarter to mark. */
export function pairChart(told, width, height, { axis = true, here = -1 } = {}) {
  const rows = told.quarters, foot = axis ? AXIS : 0, left = axis ? MARGIN : 0;
  const up = Math.max(...rows.map((row) => row.cooperation), 0), down = Math.max(...rows.map((row) => row.conflict), 0);
  const tall = height - foot - 8, unit = tall / Math.max(up + down, 1), zero = 4 + up * unit;
  const wide = (width - left) / Math.max(rows.length, 1), gap = wide > 4 ? 1 : 0;
  const bar = (kind, i, value, y) => value ? svg("rect", { class: kind, x: (left + i * wide).toFixed(2), width: Math.max(Math.min(wide - gap, 48), 0.75).toFixed(2), y: y.toFixed(2), height: Math.max(value * unit, 1).toFixed(2) }) : null;
  const image = svg("svg", { class: axis ? "pairchart" : "pairchart mini", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": told.summary });
  if (here >= 0) image.append(svg("rect", { class: "cursor", x: left + here * wide, width: Math.max(wide, 3), y: 0, height: height - foot }));
  rows.forEach((row, i) => image.append(...[bar("coop", i, row.cooperation, zero - row.cooperation * unit), bar("conflict", i, row.conflict, zero)].filter(Boolean)));
  image.append(svg("path", { class: "zero", d: `M${left} ${zero.toFixed(1)}H${width}` }));
  for (const { quarter } of told.shifts) {
    const i = rows.findIndex((row) => row.quarter === quarter);
    if (i >= 0) image.append(svg("path", { class: "shift", d: `M${(left + i * wide).toFixed(1)} 0V${height - foot}` }));
  }
  if (axis) image.append(...labels(rows, { left, wide, width, height, zero, up, down, unit }));
  return image;
}

function labels(rows, { left, wide, width, height, zero, up, down, unit }) {
  const out = [];
  if (up) out.push(svg("text", { x: left - 6, y: Math.max(zero - up * unit + 8, 10), "text-anchor": "end" }, count(up)));
  if (down) out.push(svg("text", { x: left - 6, y: zero + down * unit, "text-anchor": "end" }, count(down)));
  let last = -60;
  rows.forEach((row, i) => {
    const x = left + i * wide;
    if ((row.quarter.endsWith("Q1") || rows.length < 8) && x - last > 56 && x + 30 < width) {
      out.push(svg("text", { x: x.toFixed(1), y: height - 4 }, rows.length < 12 ? row.quarter : row.quarter.slice(0, 4)));
      last = x;
    }
  });
  return out;
}

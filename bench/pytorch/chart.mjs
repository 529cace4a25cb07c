/** The comparison with PyTorch as a picture: bars on a logarithmic scale, light or dark as the reader's system is. */

/**
 * @typedef {object} Bar
 * @property {string} name
 * @property {number} ms
 * @property {boolean} isOurs
 */

const width = 720;
const left = 300;
const right = 90;
const rowHeight = 34;
const top = 64;

/**
 * @param {readonly Bar[]} bars At least one, all above 0 ms.
 * @param {string} caption One line on what was measured where.
 * @returns {string} SVG.
 */
export function drawChart(bars, caption) {
  const times = bars.map(({ ms }) => ms);
  const first = 10 ** Math.floor(Math.log10(Math.min(...times)) - 0.3);
  const last = 10 ** Math.ceil(Math.log10(Math.max(...times)));
  const place = /** @param {number} ms */ (ms) =>
    left + ((width - left - right) * Math.log(ms / first)) / Math.log(last / first);
  const ticks = [];
  for (let tick = first; tick <= last; tick *= 10) ticks.push(tick);
  const bottom = top + bars.length * rowHeight;
  const grid = ticks.map((ms) => {
    const x = place(ms).toFixed(1);
    return `<path class="grid" d="M${x} ${top - 8}V${bottom}"/><text class="soft" x="${x}" y="${bottom + 18}" text-anchor="middle">${formatMs(ms)}</text>`;
  });
  const rows = bars.map(({ name, ms, isOurs }, index) => {
    const y = top + index * rowHeight;
    return [
      `<text x="${left - 12}" y="${y + 17}" text-anchor="end">${escapeXml(name)}</text>`,
      `<rect class="${isOurs ? 'ours' : 'theirs'}" x="${left}" y="${y + 3}" width="${(place(ms) - left).toFixed(1)}" height="20" rx="2"/>`,
      `<text x="${(place(ms) + 8).toFixed(1)}" y="${y + 17}">${formatMs(ms)}</text>`,
    ].join('');
  });
  const height = bottom + 32;
  const words = bars.map(({ name, ms }) => `${name}: ${formatMs(ms)}`).join('; ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">Grad-CAM of all 155 layers of MobileNetV2: time for one picture</title>
<desc id="desc">Logarithmic bars. ${escapeXml(words)}.</desc>
<style>
svg { font: 13px system-ui, sans-serif; color-scheme: light dark; }
.paper { fill: #fff } text { fill: #1f2328 } .soft { fill: #59636e } .grid { stroke: #d1d9e0; fill: none }
.ours { fill: #0969da } .theirs { fill: #8c959f }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117 } text { fill: #e6edf3 } .soft { fill: #9198a1 } .grid { stroke: #3d444d }
.ours { fill: #4493f8 } .theirs { fill: #656c76 }
}
</style>
<rect class="paper" width="${width}" height="${height}" rx="6"/>
<text x="16" y="24" font-weight="600">All 155 layers of one picture, logarithmic scale: shorter is faster</text>
<text class="soft" x="16" y="42">${escapeXml(caption)}</text>
${grid.join('\n')}
${rows.join('\n')}
</svg>
`;
}

/** @param {number} ms @returns {string} */
function formatMs(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}

/** @param {string} text @returns {string} */
function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

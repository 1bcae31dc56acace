// Texts whose contrast against what is behind them is below 4.5 (below 3 where they are large), as lines.
(() => {
  const rgb = text => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = c => {
    const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = node => {
    for (let n = node; n; n = n.parentElement) {
      const c = rgb(getComputedStyle(n).backgroundColor);
      if (c.length < 4 || c[3] > 0.5) return c;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walker.nextNode(); t; t = walker.nextNode()) {
    const node = t.parentElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
    if (!t.data.trim() || !box.width || style.visibility === "hidden" || node.closest("noscript,title,script")) continue;
    const ink = rgb(node instanceof SVGElement ? style.fill : style.color);
    const a = light(ink), b = light(behind(node));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
    if (ratio < (large ? 3 : 4.5)) poor.push(ratio.toFixed(2) + " " + t.data.trim());
  }
  return poor.join("\n");
})()

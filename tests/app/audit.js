// What a page shows, looked at as somebody with weak eyes or without a mouse would: returns what is wrong, in words.
({
  faint() {
    const channels = (colour) => {
      const found = colour.match(/rgba?\(([^)]+)\)/);
      if (!found) return null;
      const parts = found[1].split(/[ ,/]+/).map(Number);
      return [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1];
    };
    const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
    const light = (c) => {
      const [r, g, b] = c.slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => {
      const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
      return (high + 0.05) / (low + 0.05);
    };
    const ground = (element) => {
      const layers = [];
      for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
        const style = getComputedStyle(at);
        if (style.backgroundImage !== "none") return null;
        const colour = channels(style.backgroundColor);
        if (colour && colour[3] > 0) layers.push(colour);
        if (colour && colour[3] === 1) break;
      }
      return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
    };
    const seen = new Set(), wrong = [];
    const look = (root) => {
      for (const host of root.querySelectorAll("*")) if (host.shadowRoot) look(host.shadowRoot);
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const words = node.textContent.trim(), element = node.parentElement;
        if (!words || !element || seen.has(element) || ["STYLE", "SCRIPT", "OPTION"].includes(element.tagName)) continue;
        seen.add(element);
        const style = getComputedStyle(element);
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (box.width < 2 || box.height < 2 || style.visibility === "hidden" || style.clip === "rect(0px, 0px, 0px, 0px)") continue;
        if (element.closest(":disabled, [aria-disabled=true], [disabled]") || element.closest("canvas")) continue;
        let opacity = 1;
        for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
        const colour = channels(style.color), under = ground(element);
        if (!colour || !under || opacity === 0) continue;
        colour[3] *= opacity;
        const found = ratio(over(colour, under), under);
        // An icon is no text: it needs what a large letter does.
        const size = parseFloat(style.fontSize), large = style.fontFamily.includes("Material") || size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (found < (large ? 3 : 4.5)) wrong.push(`${words.slice(0, 50)}: ${found.toFixed(2)} to 1`);
      }
    };
    look(document.body);
    return wrong;
  },
  headings() {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((each) => each.offsetParent).map((each) => [Number(each.tagName[1]), each.textContent.trim()]);
    const wrong = levels.filter(([level]) => level === 1).length === 1 ? [] : ["there is not one main heading"];
    levels.forEach(([level, words], at) => {
      if (at && level > levels[at - 1][0] + 1) wrong.push(`“${words}” is a heading of level ${level} below one of level ${levels[at - 1][0]}`);
    });
    return wrong;
  },
  twice() {
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    return ids.filter((id, at) => id && ids.indexOf(id) !== at).map((id) => `two elements are called ${id}`);
  },
  small() {
    const clickable = "button, a[href], input, [role=button], [role=checkbox], [role=radio], [role=switch]";
    return [...document.querySelectorAll(clickable)]
      .filter((each) => each.offsetParent && !each.closest("p, li, [data-testid=stMarkdownContainer], label") && getComputedStyle(each).opacity !== "0")
      .map((each) => [each, each.getBoundingClientRect()])
      .filter(([, box]) => box.width > 1 && box.height > 1 && (box.width < 23.5 || box.height < 23.5))
      .map(([each, box]) => `${each.tagName} ${(each.textContent || each.ariaLabel || each.type).trim().slice(0, 40)}: ${Math.round(box.width)} × ${Math.round(box.height)} px`);
  },
  // What the element with the focus, and what is around it, looks like: it must change when the focus comes.
  ring(element) {
    const looks = [];
    for (let at = element, up = 0; at && up < 5; at = at.parentElement ?? at.getRootNode().host, up++) {
      const style = getComputedStyle(at);
      looks.push([style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine].join());
    }
    const beside = element.previousElementSibling ?? element.nextElementSibling;
    if (beside) looks.push(getComputedStyle(beside).boxShadow + getComputedStyle(beside).outlineStyle);
    return looks.join("|");
  },
})

/** What style sheets say about a drawing and a file of its own must say itself. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;
const COLOURS: ReadonlySet<string> = new Set(['fill', 'stroke']);
const TITLE_HEIGHT = 36;

/**
 * A drawing of the page as a file of its own: colours of the theme written out, title on top, background included.
 * Parts marked `data-screen-only` (handles, targets of the pointer) are left out.
 *
 * @param drawn an SVG element on the page
 * @returns SVG text and its size in CSS pixels
 */
export function standaloneSvg(
  drawn: SVGSVGElement,
  title: string,
  { pane, text1, fontFamily }: { readonly pane: string; readonly text1: string; readonly fontFamily: string },
): { readonly text: string; readonly size: { readonly width: number; readonly height: number } } {
  const { width, height } = drawn.getBoundingClientRect();
  const size = { width: Math.round(width), height: Math.round(height) + TITLE_HEIGHT };
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const toRgb = colourReader();
  const originals = drawn.querySelectorAll<SVGElement>('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, index) => writeStyle(element, originals[index]!, toRgb));
  for (const element of copy.querySelectorAll('[data-screen-only]')) element.remove();
  const owner = document.implementation.createDocument('http://www.w3.org/2000/svg', 'svg');
  const root = owner.documentElement;
  root.setAttribute('width', String(size.width));
  root.setAttribute('height', String(size.height));
  root.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  root.setAttribute('font-family', fontFamily);
  root.append(
    part(owner, 'title', {}, title),
    part(owner, 'rect', { width: '100%', height: '100%', fill: pane }),
    part(owner, 'text', { x: '16', y: '24', fill: text1, 'font-size': '13', 'font-weight': '600' }, title),
  );
  const body = part(owner, 'g', { transform: `translate(0 ${TITLE_HEIGHT})` });
  body.append(...[...copy.childNodes].map((node) => owner.importNode(node, true)));
  root.append(body);
  return { text: new XMLSerializer().serializeToString(owner), size };
}

function part(owner: XMLDocument, name: string, attributes: Readonly<Record<string, string>>, text = ''): Element {
  const element = owner.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function writeStyle(element: SVGElement, original: SVGElement, toRgb: (colour: string) => string): void {
  const style = getComputedStyle(original);
  for (const name of PROPERTIES) {
    const value = style.getPropertyValue(name);
    element.setAttribute(name, COLOURS.has(name) && value !== 'none' ? toRgb(value) : value);
  }
  for (const name of ['class', 'style', 'tabindex', 'role']) element.removeAttribute(name);
}

/** Mixed colours are computed as `oklab(…)`, which few programs read: a pixel tells them in red, green and blue. */
function colourReader(): (colour: string) => string {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const known = new Map<string, string>();
  return (colour) => {
    const before = known.get(colour);
    if (before !== undefined) return before;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    const text = alpha === 0 ? 'none' : `rgb(${red}, ${green}, ${blue})`;
    known.set(colour, text);
    return text;
  };
}

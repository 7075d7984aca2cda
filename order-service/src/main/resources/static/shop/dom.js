/** Operations on the document. */
const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

export const fromTemplate = id => byId(id).content.firstElementChild.cloneNode(true);

export const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

/** Writes a text only if it changed, so that nothing is announced or repainted without need. */
export function write(element, text) {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

export function writeParts(root, texts) {
    Object.entries(texts).forEach(([name, text]) => write(part(root, name), text));
}

/** Shows a message, or hides its element if there is none, without losing the keyboard focus. */
export function tell(element, text) {
    if (!text && element.contains(document.activeElement)) {
        element.closest('section').focus({ preventScroll: true });
    }
    write(element.querySelector('p') ?? element, text ?? '');
    element.hidden = !text;
}

export function svg(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
}

/** Announces a sentence to screen readers. */
export function announce(sentence) {
    byId('announcer').textContent = sentence;
}

/** Moves the keyboard focus to an element. */
export function focusOn(element) {
    element.focus({ preventScroll: true });
    reveal(element);
}

export function reveal(element) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
}

/** Builds and changes the document. Texts are always text nodes, so whatever they contain is shown and never run. */
const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

/**
 * Makes an element.
 *
 * @param properties attributes; `class`, `on*` for listeners, `data-*`; those that are null, undefined or false are left out
 * @param children nodes, texts and lists of them; null, undefined and false are left out
 */
export function el(tag, properties = {}, ...children) {
    return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties = {}, ...children) {
    return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
    for (const [name, value] of Object.entries(properties)) {
        if (name.startsWith('on')) {
            element.addEventListener(name.slice(2), value);
        } else if (value === true) {
            element.setAttribute(name, '');
        } else if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(name, value);
        }
    }
    element.append(...nodes(children));
    return element;
}

const nodes = children => children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false)
    .map(child => (typeof child === 'string' ? visible(child) : child));

/** Characters that change the direction of what follows them would make a text of others look like a different one. */
const visible = text => text.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    character => `‹U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);

const drawn = new WeakMap();

/** Replaces everything in an element. */
export function put(element, ...children) {
    drawn.delete(element);
    element.replaceChildren(...nodes(children));
}

/** Whether an element shows what this key stands for. */
export const isDrawn = (element, key) => drawn.get(element) === key;

/**
 * Replaces everything in an element if something else is to be shown. A link or a button that has the keyboard's focus keeps it, if
 * it is drawn again.
 *
 * @param key what is shown, as a text
 * @param draw makes the nodes
 */
export function redraw(element, key, draw) {
    if (isDrawn(element, key)) {
        return;
    }
    const { activeElement } = document;
    const alike = name => [...element.querySelectorAll('a, button, summary')].filter(each => nameOf(each) === name);
    const name = element.contains(activeElement) ? nameOf(activeElement) : null;
    const place = alike(name).indexOf(activeElement);
    put(element, draw());
    drawn.set(element, key);
    if (name !== null) {
        alike(name)[place]?.focus({ preventScroll: true });
    }
}

/** By which a control is found after it was drawn again. */
const nameOf = control => control.dataset.testid ?? control.getAttribute('href') ?? control.textContent;

/** Writes a text only if it changed, so that nothing is announced or repainted without need. */
export function write(element, text) {
    const shown = visible(String(text));
    if (element.textContent !== shown) {
        element.textContent = shown;
    }
}

/** Changes an attribute only if it differs. */
export function mark(element, name, value) {
    if (element.getAttribute(name) !== value) {
        element.setAttribute(name, value);
    }
}

/** Announces a sentence to screen readers. */
export function announce(sentence) {
    byId('announcer').textContent = sentence;
}

let numbers = 0;

/** An id for an element that another one names. */
export const newId = prefix => `${prefix}-${++numbers}`;

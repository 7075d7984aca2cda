/** What is said outside of the page, so that it is there after the page was left, until somebody has read it. */
import { byId, el } from './dom.js';

/** @param sentence what is said: texts and nodes */
export function notice(testId, ...sentence) {
    const message = el('div', { class: 'message', role: 'alert', 'data-testid': testId }, el('div', {}, sentence),
        el('button', { type: 'button', class: 'plain', onclick: () => message.remove() }, 'Understood'));
    byId('page').before(message);
}

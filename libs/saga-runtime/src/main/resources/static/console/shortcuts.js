/** Keyboard shortcuts, and the list of them. */
import { byId, el, put } from './dom.js';
import { go } from './router.js';

const PAGES = {
    o: ['/', 'Overview'], s: ['/console/sagas', 'Sagas'], t: ['/console/sagas?stuck=true', 'Stuck sagas'], r: ['/console/reasons', 'Reasons'],
    d: ['/console/dead-letters', 'Dead letters'], y: ['/console/relays', 'Relays'], a: ['/console/acts', 'Acts'], u: ['/console/audit', 'Audit log'],
};
const AFTER_G_MS = 1500;

export function shortcuts() {
    const dialog = byId('shortcuts');
    put(byId('shortcut-list'),
        Object.entries(PAGES).map(([key, [, name]]) => entry(['g', key], name)),
        entry(['/'], 'Find'), entry(['j'], 'Next saga or letter of a list'), entry(['k'], 'The one before'),
        entry(['n'], 'Next page of a list'), entry(['Esc'], 'Leave a field or a dialog'), entry(['?'], 'This list'));
    byId('help').addEventListener('click', () => dialog.showModal());
    let waiting = 0;
    document.addEventListener('keydown', event => {
        if (event.key === 'Escape' && isField(event.target)) {
            event.target.blur();
            return;
        }
        if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || document.querySelector('dialog[open]')) {
            return;
        }
        const after = Date.now() - waiting < AFTER_G_MS;
        waiting = event.key === 'g' && !after ? Date.now() : 0;
        if (after && PAGES[event.key]) {
            event.preventDefault();
            go(PAGES[event.key][0]);
        } else if (!after) {
            single(event, dialog);
        }
    });
}

function single(event, dialog) {
    const acts = {
        '/': () => byId('find-text').focus(),
        '?': () => dialog.showModal(),
        j: () => step(1),
        k: () => step(-1),
        n: () => document.querySelector('a[rel=next]')?.click(),
    };
    if (acts[event.key]) {
        event.preventDefault();
        acts[event.key]();
    }
}

/** Moves the focus along the links of a list. */
function step(by) {
    const links = [...byId('page').querySelectorAll('tbody a.id, .reasons .links a:first-child')];
    const here = links.findIndex(link => link === document.activeElement || link.closest('tr, li').contains(document.activeElement));
    links[Math.min(links.length - 1, Math.max(0, here + by))]?.focus();
}

const isField = target => target.matches?.('input:not([type=checkbox]), textarea, select') ?? false;

const entry = (keys, words) => el('div', {}, el('dt', {}, keys.map(key => el('kbd', {}, key))), el('dd', {}, words));

/** The form that asks for sagas. */
import { get } from './api.js';
import { el, newId } from './dom.js';
import { STATES, stateWords } from './words.js';

export const FILTERS = ['type', 'state', 'stuck', 'step', 'error', 'olderThan', 'customer', 'text', 'q', 'deadLetters'];

const AGES = [['', 'any age'], ['PT1M', 'older than 1 min'], ['PT10M', 'older than 10 min'], ['PT1H', 'older than 1 h'],
    ['PT6H', 'older than 6 h'], ['P1D', 'older than 1 day'], ['P7D', 'older than 7 days']];

let definitions = null;

/**
 * @param submit is called with all criteria that have a value
 * @param typed is told whether the form says something else than the address
 */
export function filterForm(filter, submit, typed) {
    const types = el('select', { name: 'type', 'data-testid': 'filter-type' }, el('option', { value: '' }, 'any type'));
    const steps = el('datalist', { id: newId('steps') });
    if (filter.type) {
        types.append(el('option', { value: filter.type, selected: true }, filter.type));
    }
    known().then(all => {
        all.filter(({ type }) => type !== filter.type).forEach(({ type }) => types.append(el('option', { value: type }, type)));
        new Set(all.flatMap(({ positions }) => positions.flatMap(each => each.steps.map(({ name }) => name))))
            .forEach(name => steps.append(el('option', { value: name })));
    });
    const form = el('form', {
        class: 'filter', 'aria-label': 'Which sagas', 'data-testid': 'filter',
        onsubmit: event => {
            event.preventDefault();
            submit(criteria(form));
        },
        oninput: () => typed(JSON.stringify(criteria(form)) !== asked),
        onchange: event => event.target.matches('select') && submit(criteria(form)),
    },
    labelled('Type', types),
    labelled('State', stateSelect(filter)),
    labelled('Age', el('select', { name: 'olderThan' }, ages(filter.olderThan))),
    labelled('Step', text('step', filter, { list: steps.id })), steps,
    labelled('Error', text('error', filter)),
    labelled('Customer', text('customer', filter)),
    labelled('Text', text('text', filter)),
    labelled('Id', text('q', filter, { pattern: '[0-9a-fA-F\\-]{1,36}', title: 'The beginning of an id' })),
    labelled('Dead letters', el('select', { name: 'deadLetters' },
        [['', 'any'], ['true', 'with'], ['false', 'without']].map(([value, words]) =>
            el('option', { value, selected: (filter.deadLetters ?? '') === value }, words)))),
    el('div', { class: 'buttons' },
        el('button', { type: 'submit', class: 'plain', 'data-testid': 'apply' }, 'Apply'),
        el('a', { href: '/console/sagas', class: 'quiet' }, 'Clear')));
    const asked = JSON.stringify(criteria(form));
    const criterion = Object.keys(filter).length > 0;
    return el('details', { class: 'filters', open: criterion || matchMedia('(min-width: 50rem)').matches },
        el('summary', {}, 'Which sagas'), form);
}

const labelled = (name, control) => {
    control.id = control.id || newId('filter');
    return el('div', {}, el('label', { for: control.id }, name), control);
};

const text = (name, filter, more = {}) => el('input', {
    type: 'text', name, value: filter[name], maxlength: 200, autocomplete: 'off', spellcheck: 'false', 'data-testid': `filter-${name}`, ...more,
});

const ages = chosen => [...AGES, ...(chosen && !AGES.some(([value]) => value === chosen) ? [[chosen, `older than ${chosen}`]] : [])]
    .map(([value, words]) => el('option', { value, selected: (chosen ?? '') === value }, words));

/** Stuck is two states; the address says stuck=true. */
function stateSelect({ state, stuck }) {
    const chosen = stuck === 'true' ? 'stuck' : stuck === 'false' ? 'not-stuck' : state?.toUpperCase() ?? '';
    const options = [['', 'any state'], ['stuck', 'stuck, in either way'], ...STATES.map(each => [each, stateWords(each).toLowerCase()]),
        ['not-stuck', 'not stuck']];
    return el('select', { name: 'state', 'data-testid': 'filter-state' }, options.map(([value, words]) =>
        el('option', { value, selected: chosen === value }, words)));
}

function criteria(form) {
    const found = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
    if (found.state === 'stuck' || found.state === 'not-stuck') {
        found.stuck = String(found.state === 'stuck');
        delete found.state;
    }
    return found;
}

/** The deployed saga types; without them the form only suggests nothing. */
async function known() {
    try {
        definitions ??= (await get('/v1/definitions')).definitions;
    } catch {
        return [];
    }
    return definitions;
}

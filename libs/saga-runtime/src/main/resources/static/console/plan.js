/** Draws the definition of a saga with where it stands: the steps in their order, each with its undo beside it. */
import { el, mark } from './dom.js';
import { section } from './parts.js';
import { sentence } from './words.js';

const START = 'start';

/** What a step's status means for its do and for its undo. */
const STATUS = {
    SENT: ['now', 'ahead'], BACKING_OFF: ['retrying', 'ahead'], STUCK: ['stuck', 'ahead'],
    DONE: ['done', 'ahead'], REFUSED: ['refused', 'none'],
    UNDO_SENT: ['done', 'now'], UNDO_BACKING_OFF: ['done', 'retrying'], UNDO_STUCK: ['done', 'stuck'], UNDONE: ['done', 'done'],
};

const WORDS = {
    now: 'asked, not answered', retrying: 'backs off before the next attempt', stuck: 'stuck', done: 'done', refused: 'refused',
    ahead: 'not yet', none: '',
};

export function plan(saga, definition) {
    const states = new Map(saga.steps.map(step => [step.step, step]));
    const positions = definition?.positions ?? saga.steps.map(({ step }) => ({ name: step, steps: [{ name: step, undo: true }] }));
    const undoing = saga.steps.some(({ status }) => status.startsWith('UNDO')) || ['COMPENSATING', 'COMPENSATION_STUCK', 'COMPENSATED'].includes(saga.state);
    const ended = saga.state === 'COMPLETED';
    const turn = positions.find(position => position.steps.some(step => step.pivot || step.forwardOnly));
    const drawing = el('ol', { class: 'plan', 'data-undoing': undoing ? '' : null }, positions.map(position => {
        const pivot = position === turn;
        return el('li', { class: position.steps.length > 1 ? 'group' : null, 'data-pivot': pivot ? '' : null },
            pivot && el('span', { class: 'pivot' }, 'pivot'),
            el('ol', {}, position.steps.map(step => drawn(step, states.get(step.name), { undoing, ended }))));
    }));
    return section('Where it stands', { testId: 'plan' }, drawing, definition === null
        && el('p', { class: 'soft small' }, 'Its definition is not deployed here, so only the steps that have begun are shown.'));
}

function drawn(step, state, { undoing, ended }) {
    const [doing, undo] = standing(step, state, ended);
    const element = el('li', { 'data-testid': 'plan-step', 'data-step': step.name },
        el('span', { class: 'do', 'data-standing': doing }, el('i', { 'aria-hidden': 'true' }),
            el('span', {}, el('b', {}, step.name === START ? 'begin' : step.name), el('small', {}, doWords(doing, state)))),
        (step.undo && undo !== 'none') && el('span', { class: 'undo', 'data-standing': undoing ? undo : 'idle' },
            el('i', { 'aria-hidden': 'true' }), el('small', {}, undoing && undo !== 'ahead' ? `undo ${WORDS[undo]}` : 'can be undone')));
    mark(element, 'data-standing', doing);
    return element;
}

/** The start has no command, so it is done as soon as there is a saga. */
function standing(step, state, ended) {
    if (state) {
        return STATUS[state.status] ?? ['ahead', 'ahead'];
    }
    return [step.name === START || ended ? 'done' : 'ahead', 'ahead'];
}

function doWords(doing, state) {
    const attempt = state?.attempt > 1 && doing !== 'done' ? `, attempt ${state.attempt} of ${state.maxAttempts}` : '';
    return `${sentence(WORDS[doing])}${attempt}`;
}

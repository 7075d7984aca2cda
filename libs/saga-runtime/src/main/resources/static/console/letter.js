/** One dead letter: what it says, why it was not handled, and what follows if it is sent again or discarded. */
import { get, mayAct, post } from './api.js';
import { el, put } from './dom.js';
import { facts, heading, json, sagaLink, section } from './parts.js';
import { failed, follow } from './states.js';
import { relative } from './time.js';
import { counted, messageName, sentence } from './words.js';
import { reasonDialog } from './act-dialog.js';

const VERBS = { redrive: 'Send again', discard: 'Discard' };

export async function letter(page, { params, signal }) {
    const content = el('div', { 'data-testid': 'letter-page' });
    put(page, content);
    const acts = await mayAct();
    const again = follow(content, 'the dead letter', () => get(`/v1/dead-letters/${params.id}`, signal),
        answer => show(content, answer, acts, () => again()), signal);
}

function show(target, letter, acts, again) {
    const problem = el('div');
    put(target, heading(messageName(letter.type), el('span', {}, sentence(letter.status))),
        el('p', { class: 'headline small-headline' }, letter.reason),
        facts([
            ['Type', letter.type],
            ['Topic', `${letter.topic}${letter.partition === null ? '' : `, partition ${letter.partition}, offset ${letter.offset}`}`],
            ['Consumer group', letter.group ?? 'not known'],
            ['Saga', letter.sagaId ? sagaLink(letter.sagaId) : 'none'],
            ['Received', relative(letter.receivedAt)],
            letter.correlation && ['Step', `${letter.correlation.step ?? '–'}, ${String(letter.correlation.action ?? '').toLowerCase()}, attempt ${letter.correlation.attempt ?? '–'}`],
            letter.traceparent && ['Trace', el('code', {}, letter.traceparent.split('-')[1] ?? '')],
            letter.settlement && [sentence(letter.status), [`by ${letter.settlement.by} `, relative(letter.settlement.at), `: ${letter.settlement.why}`]],
            letter.redriveOf && ['Sent again from', el('a', { href: `/console/dead-letters/${letter.redriveOf}` }, 'an earlier dead letter')],
        ]),
        letter.status === 'OPEN' && settling(letter, acts, problem, again), problem,
        section('Payload', { aside: el('span', { class: 'soft' }, 'without secrets') },
            letter.cut && el('p', { class: 'wrong' }, 'Only the beginning of the body was kept.'),
            el('pre', { class: 'payload', tabindex: 0, 'data-testid': 'payload' }, typeof letter.payload === 'string' ? letter.payload : JSON.stringify(letter.payload, null, 2))),
        section('Headers', {}, facts(Object.entries(letter.headers ?? {}))),
        letter.stack && section('Stack trace', {}, json(letter.stack, `${counted(letter.stack.split('\n').length, 'line')}`)));
}

function settling(letter, acts, problem, again) {
    const follows = letter.whatFollows ?? {};
    return section('What can be done', { testId: 'settling' }, el('div', { class: 'options' }, ['redrive', 'discard'].map(action => {
        const blocked = action === 'redrive' ? letter.notRedrivableBecause : null;
        const what = follows[action];
        return el('div', { class: 'option' },
            el('h3', {}, VERBS[action]),
            el('p', {}, blocked ? `Not possible: ${blocked}.` : consequence(what)),
            acts && !blocked && el('button', {
                type: 'button', class: action === 'redrive' ? 'strong' : 'plain', 'data-testid': action,
                onclick: () => settle(letter, action, what, problem, again),
            }, VERBS[action]));
    })), !acts && el('p', { class: 'soft' }, 'Acting needs the role operator.'));
}

const consequence = what => what?.follows ?? 'It is not known what follows.';

async function settle(letter, action, what, problem, again) {
    const given = await reasonDialog({
        title: `${VERBS[action]}: ${messageName(letter.type)}`,
        explain: consequence(what),
        verb: VERBS[action],
        force: what?.onlyWithForce ? 'Do so although it can only do harm' : null,
    });
    if (!given) {
        return;
    }
    try {
        await post(`/v1/dead-letters/${letter.id}/${action}`, { reason: given.reason, ...(given.force ? { force: true } : {}) });
        again();
    } catch (failure) {
        put(problem, failed(failure));
    }
}

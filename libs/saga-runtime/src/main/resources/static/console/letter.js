/** One dead letter: what it says, why it was not handled, and what follows if it is sent again or discarded. */
import { get, mayAct, post } from './api.js';
import { el, newId, put, write } from './dom.js';
import { facts, heading, json, sagaLink, section } from './parts.js';
import { age, failed, follow, sayAge } from './states.js';
import { relative } from './time.js';
import { counted, messageName, sentence } from './words.js';
import { patchOf } from './patch.js';
import { reasonDialog } from './act-dialog.js';

const VERBS = { redrive: 'Send again', discard: 'Discard' };

export async function letter(page, { params, signal }) {
    const content = el('div', { 'data-testid': 'letter-page' });
    const letterNow = el('div');
    const problem = el('div');
    const asOf = age();
    put(page, problem, content, el('p', { class: 'small' }, asOf));
    const acts = await mayAct();
    let shown = '';
    const again = follow(content, 'the dead letter', () => get(`/v1/dead-letters/${params.id}`, signal), answer => {
        const key = JSON.stringify(answer);
        // a correction that has been typed stays where nothing has changed
        if (key !== shown) {
            shown = key;
            show(letterNow, answer, acts, problem, () => again());
        }
        put(content, letterNow);
        sayAge(asOf, again);
    }, signal);
}

function show(target, letter, acts, problem, again) {
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
        letter.status === 'OPEN' && settling(letter, acts, problem, again),
        section('Payload', { aside: el('span', { class: 'soft' }, 'without secrets') },
            letter.cut && el('p', { class: 'wrong' }, 'Only the beginning of the body was kept.'),
            el('pre', { class: 'payload', tabindex: 0, 'data-testid': 'payload' }, body(letter))),
        letter.status === 'OPEN' && acts && !letter.notRedrivableBecause && isObject(letter.payload) && correction(letter, problem, again),
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

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);

const body = ({ payload }) => (typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2));

/** Only what was changed is sent, so that what is withheld here stays as it is. */
function correction(letter, problem, again) {
    const text = el('textarea', { id: newId('body'), rows: Math.min(24, body(letter).split('\n').length + 1), spellcheck: 'false', class: 'code', 'data-testid': 'body' });
    text.value = body(letter);
    const wrong = el('p', { class: 'wrong', role: 'alert' });
    const send = async () => {
        let patch;
        try {
            patch = patchOf(letter.payload, JSON.parse(text.value));
        } catch (noJson) {
            write(wrong, `This is no JSON: ${noJson.message}`);
            return;
        }
        if (!isObject(patch)) {
            write(wrong, patch === undefined ? 'Nothing is changed. Send it again as it is above.' : 'It must stay a JSON object.');
            return;
        }
        write(wrong, '');
        await settle(letter, 'redrive', letter.whatFollows?.redrive, problem, again, patch);
    };
    return el('details', { class: 'json', 'data-testid': 'correct' }, el('summary', {}, 'Correct the body and send it'),
        el('div', { class: 'field' }, el('label', { for: text.id }, 'Body ', el('small', {}, 'only what you change is sent; leave what is withheld as it is')), text),
        wrong, el('div', { class: 'buttons' }, el('button', { type: 'button', class: 'strong', onclick: send, 'data-testid': 'send-corrected' }, 'Send corrected')));
}

const consequence = what => what?.follows ?? 'It is not known what follows.';

async function settle(letter, action, what, problem, again, patch = null) {
    const given = await reasonDialog({
        title: `${VERBS[action]}: ${messageName(letter.type)}`,
        explain: patch ? `${consequence(what)} Changed: ${Object.keys(patch).join(', ')}.` : consequence(what),
        verb: VERBS[action],
        force: what?.onlyWithForce ? 'Do so although it can only do harm' : null,
    });
    if (!given) {
        return;
    }
    put(problem);
    try {
        await post(`/v1/dead-letters/${letter.id}/${action}`, {
            reason: given.reason, ...(given.force ? { force: true } : {}), ...(patch ? { patch } : {}),
        });
    } catch (failure) {
        put(problem, failed(failure));
        problem.scrollIntoView({ block: 'nearest' });
        if (failure.type === 'session-ended') {
            return; // a correction that has been typed stays in sight
        }
    }
    again();
}

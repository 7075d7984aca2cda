/** A saga's page: where it stands, why, what happened, and what can be done. */
import { get, mayAct } from './api.js';
import { el, isDrawn, put, redraw } from './dom.js';
import { copyButton, facts, heading, json, section, stateChip, withTimes } from './parts.js';
import { every, follow, stillFailed } from './states.js';
import { now, relative, timeOfDay } from './time.js';
import { counted, duration, messageName, sentence } from './words.js';
import { plan } from './plan.js';
import { steps } from './steps.js';
import { messages } from './messages.js';
import { hops } from './hops.js';
import { actButtons } from './act-dialog.js';

const REFRESH_MS = 5000;
const ENDED = ['COMPLETED', 'COMPENSATED', 'RESOLVED'];
const PARTS = ['top', 'diagnosis', 'age', 'plan', 'acts', 'steps', 'hops', 'side', 'summary', 'messages'];
const definitions = new Map();

export async function saga(page, { params, signal }) {
    const content = el('div', { class: 'saga', 'data-testid': 'saga-page' });
    const parts = Object.fromEntries(PARTS.map(name => [name, el('div')]));
    const age = el('p', { class: 'soft', 'data-testid': 'as-of' });
    put(parts.age, age);
    let ended = false;
    const drawn = {};
    const acting = await mayAct();
    let sideFailed = null;
    const side = () => get(`/v1/sagas/${params.id}/participants`, signal)
        .then(answer => redraw(parts.side, JSON.stringify(answer.participants), () => participants(answer.participants)))
        .catch(failure => { sideFailed = signal.aborted ? null : stillFailed(parts.side, sideFailed, failure, side); });
    const again = follow(page, 'the saga; everybody on its way is asked', () => get(`/v1/sagas/${params.id}`, signal), async found => {
        const definition = await definitionOf(found);
        if (signal.aborted) {
            return; // the title is that of another page by now
        }
        if (page.firstChild !== content) {
            put(content, Object.values(parts));
            put(page, content);
            side();
        } else if (!ended && ENDED.includes(found.state)) {
            side(); // what the participants keep in the end
        }
        ended = ENDED.includes(found.state);
        const held = [];
        for (const [name, { of, draw }] of Object.entries(show(found, definition, acting))) {
            const key = JSON.stringify(of);
            // what somebody has opened to read stays as it is
            if (drawn[name] && !isDrawn(parts[name], key) && parts[name].querySelector('details[open]')) {
                held.push(drawn[name]);
            } else {
                redraw(parts[name], key, draw);
                drawn[name] = now();
            }
        }
        put(age, held.length > 0 && ['What you have opened is as of ', timeOfDay(new Date(Math.min(...held)).toISOString()),
            '; close it to see it as it is now.']);
    }, signal);
    every(REFRESH_MS, signal, () => {
        if (!ended && !again.reading && !document.querySelector('dialog[open]')) {
            again();
            side();
        }
    });
}

async function definitionOf({ type, version }) {
    const key = `${type}/${version}`;
    if (!definitions.has(key)) {
        try {
            definitions.set(key, await get(`/v1/definitions/${encodeURIComponent(type)}/${version}`));
        } catch {
            return null; // it is not deployed here; the steps are shown without their definition
        }
    }
    return definitions.get(key);
}

/** How each part is drawn, and of what. A part is drawn again only if that changes, so that the keyboard keeps its place. */
function show(found, definition, acting) {
    document.title = `${found.type} ${found.id.slice(0, 8)} · Saga console`;
    const { id, type, version, state, steps: all, timeline, timelineRemoved, startedAt, movedAt } = found;
    const running = !ENDED.includes(state);
    return {
        top: {
            of: [id, type, state],
            draw: () => heading(sentence(type), stateChip(state), el('code', { class: 'id-whole', 'data-testid': 'saga-id' }, id), copyButton(id, 'Copy id')),
        },
        diagnosis: { of: [found.diagnosis, state, found.resolvedAs, startedAt, movedAt], draw: () => diagnosis(found) },
        plan: { of: [all, state, version, definition === null], draw: () => plan(found, definition) },
        acts: { of: [state, found.actions, movedAt, acting], draw: () => possibleActs(found, acting) },
        // what is not answered grows with the time
        steps: { of: [all, timeline, timelineRemoved, state, startedAt, movedAt, running && now()], draw: () => steps(found, definition) },
        hops: { of: found.hops, draw: () => hops(found.hops) },
        summary: {
            of: [type, version, startedAt, movedAt, found.nextAt, found.pastPivot, found.abort, timeline, found.data, found.findings, found.deadLetters],
            draw: () => summary(found),
        },
        messages: { of: [timeline, timelineRemoved, found.timelineComplete], draw: () => messages(found) },
    };
}

function diagnosis({ diagnosis: sentences, state, resolvedAs, movedAt, startedAt }) {
    const took = Date.parse(movedAt) - Date.parse(startedAt);
    const ended = { COMPLETED: 'Every step is done.', COMPENSATED: 'Everything is undone.', RESOLVED: `An operator ended it as ${resolvedAs ?? 'resolved'}.` }[state];
    const all = ended ? [`${ended} It took ${duration(took)}.`, ...sentences] : sentences;
    const said = all.length > 0 ? all : ['It is under way.'];
    // the last sentence is about the hop that holds it up; the ones before say what is stored
    const [most, ...rest] = ended ? said : said.toReversed();
    return el('section', { class: 'diagnosis', 'data-testid': 'diagnosis', 'aria-label': 'Diagnosis' },
        el('p', { class: 'headline small-headline' }, withTimes(most)), rest.length > 0 && el('ul', {}, rest.map(each => el('li', {}, withTimes(each)))));
}

function possibleActs({ id, state, actions, movedAt }, acting) {
    if (ENDED.includes(state)) {
        return null;
    }
    const buttons = acting && actButtons(
        () => ({ filter: { ids: [id] }, words: 'this saga', outcomes: actions.resolve?.outcomes }),
        action => actions[action.toLowerCase()] ?? { possible: false, why: 'not offered' });
    return section('What can be done', { testId: 'acts' },
        el('dl', { class: 'facts wide-facts' }, Object.entries(actions).map(([name, each]) => el('div', {},
            el('dt', {}, sentence(name)), el('dd', {}, would(each, name))))),
        buttons || el('p', { class: 'soft' }, 'Acting needs the role operator.'),
        el('p', { class: 'soft small' }, 'Each is shown as a dry run first. It last moved ', relative(movedAt), '.'));
}

function would({ possible, possibleWithForce, why, sends }, name) {
    if (!possible) {
        return el('span', { class: 'soft' }, `${possibleWithForce ? 'only with force' : 'not possible'}: ${why}`);
    }
    if (sends?.length > 0) {
        return `sends ${sends.map(each => `${messageName(each.type)}${each.attempt ? `, attempt ${each.attempt}` : ''}`).join(' and ')}`;
    }
    return { retry: 'sends the command that is owed again', compensate: 'undoes in reverse what was done',
        cancel: 'undoes it as if the customer had cancelled', resolve: 'ends it by your word' }[name] ?? 'possible';
}

function summary(found) {
    const trace = found.timeline.findLast(entry => entry.traceId)?.traceId;
    return el('div', { class: 'columns' }, section('Facts', {}, facts([
        ['Type', `${found.type}, version ${found.version}`],
        ['Started', relative(found.startedAt)],
        ['Last moved', relative(found.movedAt)],
        found.nextAt && ['Goes on', relative(found.nextAt)],
        ['Past its pivot', found.pastPivot ? 'yes: it only goes forward' : 'no: it can still be undone'],
        found.abort && ['Undone because', typeof found.abort === 'string' ? sentence(found.abort) : found.abort.reason ?? JSON.stringify(found.abort)],
        trace && ['Trace', el('span', {}, el('code', { 'data-testid': 'trace' }, trace), ' ', copyButton(trace, 'Copy'))],
        ['Audit', el('a', { href: `/console/audit?sagaId=${found.id}` }, 'what operators did to it')],
    ])), section('Data', {}, found.data ? json(found.data, 'Show its data, without secrets') : el('p', { class: 'empty' }, 'It cannot be read.'),
        found.findings.length > 0 && el('div', {}, el('h3', {}, counted(found.findings.length, 'anomaly', 'anomalies')),
            el('ul', { class: 'plain-list' }, found.findings.map(each => el('li', {}, relative(each.at), ` ${each.finding}`)))),
        found.deadLetters.length > 0 && el('div', {}, el('h3', {}, counted(found.deadLetters.length, 'open dead letter')),
            el('ul', { class: 'plain-list' }, found.deadLetters.map(each => el('li', {},
                el('a', { href: `/console/dead-letters/${each.id}` }, messageName(each.type)), ` ${each.reason ?? ''}`))))));
}

/** What each participant keeps for the saga, side by side. */
function participants(all) {
    return all.length === 0 ? null : section('At the participants', { testId: 'participants' }, el('div', { class: 'side-by-side' },
        all.map(each => el('article', { 'data-testid': `participant-${each.service}`, 'data-level': each.unknown ? 'PROBLEM' : 'NORMAL' },
            el('h3', {}, each.title, el('small', {}, ` ${each.service}`)),
            each.unknown && el('p', { class: 'wrong' }, `Not known: ${each.unknown}.`),
            each.nothing && el('p', { class: 'empty' }, each.nothing),
            each.state && el('p', { class: 'state-word' }, sentence(each.state)),
            each.indicators.length > 0 && facts(each.indicators.map(({ name, value, level }) => [name, stated(value), level]))))));
}

const stated = text => (/^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? relative(text) : text);

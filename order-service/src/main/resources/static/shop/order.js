import { cancel, isPastCancelling, isUncertain } from './api.js';
import { shopTime } from './clock.js';
import { announce, fromTemplate, part, reveal, tell, write, writeParts } from './dom.js';
import { Returns } from './returns.js';
import { said } from './saga.js';
import { Track } from './track.js';
import { follow, replay } from './watch.js';
import { ms, price, reason, standing, underWay, when } from './words.js';

/** One checkout of this customer: its status, its steps and its returns. */
export class Order {
    element = fromTemplate('order');
    #seen = new Map();
    /** A stream that is received anew begins with stages that were announced before. */
    #announced = new Set();
    /** Whether its events were received to the end, or are being received. */
    #received = false;
    #track = new Track(part(this.element, 'track'));
    #returns;

    /** @param ended called when it, or a return of it, ends while the page is open */
    constructor(view, catalogue, ended) {
        Object.assign(this, { view, catalogue, ended });
        this.#seen.set('PLACED', Date.parse(view.placedAt));
        this.#noteEnd();
        const course = part(this.element, 'course');
        course.id = `course-${view.checkoutId}`;
        const toggle = part(this.element, 'toggle');
        toggle.setAttribute('aria-controls', course.id);
        toggle.addEventListener('click', () => this.open(course.hidden));
        part(this.element, 'cancel').addEventListener('click', () => this.#cancel());
        this.#returns = new Returns(part(this.element, 'returns'), view, catalogue, () => this.ended(this));
        this.#show();
        if (this.pending) {
            follow(view.checkoutId, this.#listener);
        }
    }

    get pending() {
        return this.view.status === 'PENDING';
    }

    open(wanted = true) {
        part(this.element, 'course').hidden = !wanted;
        part(this.element, 'toggle').setAttribute('aria-expanded', String(wanted));
        if (wanted && !this.pending) {
            this.#replayEvents();
        }
    }

    focus() {
        part(this.element, 'toggle').focus({ preventScroll: true });
        reveal(this.element);
    }

    name() {
        const goods = this.view.lines.map(({ sku, quantity }) => `${quantity} × ${this.catalogue.nameOf(sku)}`);
        writeParts(this.element, { what: goods.join(', ') });
        this.#returns.name();
    }

    /** Called periodically while it is pending, to show the time that has passed. */
    tick() {
        const passed = `${(Math.max(0, shopTime() - this.#seen.get('PLACED')) / 1000).toFixed(1)} s`;
        writeParts(this.element, { outcome: `${underWay(this.view)} for ${passed}.` });
    }

    #listener = {
        stage: event => {
            const live = this.pending && !this.#announced.has(event.stage);
            this.#announced.add(event.stage);
            this.#seen.set(event.stage, Date.parse(event.at));
            this.#received ||= event.status !== 'PENDING';
            this.#become({ status: event.status, reason: event.reason ?? this.view.reason });
            if (live && this.pending) {
                announce(`${said(event.stage)}.`);
            }
        },
        standing: view => {
            this.#become(view);
            if (!this.pending) {
                this.#noteEnd();
                this.#show();
                this.open(!part(this.element, 'course').hidden);
            }
        },
        silence: why => tell(part(this.element, 'silence'), why),
    };

    #become(change) {
        const wasPending = this.pending;
        // a stream that is replayed from its start begins with PENDING
        const status = wasPending ? change.status : this.view.status;
        this.view = { ...this.view, ...change, status, reason: change.reason ?? this.view.reason };
        this.#show();
        if (wasPending && !this.pending) {
            this.#end();
        }
    }

    #end() {
        announce(part(this.element, 'outcome').textContent);
        tell(part(this.element, 'wrong'), null);
        this.ended(this);
    }

    /** Until its events are received, the end is known only from the checkout itself. */
    #noteEnd() {
        if (this.view.finishedAt) {
            this.#seen.set(this.view.status, Date.parse(this.view.finishedAt));
        }
    }

    #replayEvents() {
        if (!this.#received) {
            this.#received = true;
            replay(this.view.checkoutId, this.#listener);
        }
    }

    #show() {
        const { checkoutId, status, placedAt, total } = this.view;
        Object.assign(this.element.dataset, { checkoutId, status, reason: this.view.reason ?? '' });
        writeParts(this.element, {
            standing: standing(status),
            when: when(placedAt),
            total: price(total),
            id: checkoutId.slice(-8),
        });
        part(this.element, 'when').dateTime = placedAt;
        part(this.element, 'id').title = checkoutId;
        this.name();
        this.#track.draw(this.#seen, status);
        this.#outcome();
        if (status === 'CONFIRMED') {
            this.#returns.offer();
        }
    }

    #outcome() {
        const button = part(this.element, 'cancel');
        const hadFocus = document.activeElement === button;
        button.hidden = !this.pending || this.view.cancelRequested === true || this.view.cancelRefused === true;
        if (hadFocus && button.hidden) {
            part(this.element, 'toggle').focus({ preventScroll: true });
        }
        if (this.pending) {
            this.tick();
            return;
        }
        const took = this.#seen.has(this.view.status) && this.#seen.get(this.view.status) - this.#seen.get('PLACED');
        const words = this.view.status === 'CONFIRMED' ? 'Confirmed. It is yours.' : reason(this.view.reason);
        write(part(this.element, 'outcome'), took === false ? words : `${words} It took ${ms(took)}.`);
    }

    async #cancel() {
        const button = part(this.element, 'cancel');
        if (button.getAttribute('aria-busy') === 'true') {
            return;
        }
        button.setAttribute('aria-busy', 'true');
        try {
            this.#listener.standing(await cancel(this.view.checkoutId));
            if (this.pending) {
                announce('Asked to cancel the order.');
            }
        } catch (failure) {
            const so = isUncertain(failure) ? 'Whether it is being cancelled is not certain.' : 'It was not cancelled.';
            tell(part(this.element, 'wrong'), `${so} ${failure.message}`);
            if (isPastCancelling(failure)) {
                this.#become({ cancelRefused: true, status: this.view.status });
            }
        } finally {
            button.removeAttribute('aria-busy');
        }
    }
}

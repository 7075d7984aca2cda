package checkout.saga.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.Command;
import checkout.saga.engine.Decision;
import checkout.saga.engine.Decision.Ignored;
import checkout.saga.engine.Decision.Impossible;
import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.Engine;
import checkout.saga.engine.Input;
import checkout.saga.engine.Input.OperatorSaid.Wish;
import checkout.saga.engine.NoOp;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.Party;
import checkout.saga.engine.Wakeup;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Phase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.Wait;
import java.util.List;
import java.util.Objects;

/** The vocabulary of the rules: what is told to one saga, and what must come of the last thing told. */
final class Story<D> {

    private final Saga<D> saga;
    private Moved<D> last;
    private Decision<D> decision;

    private Story(Saga<D> saga, Object startEvent) {
        this.saga = saga;
        this.last = Engine.start(saga, startEvent);
        this.decision = last;
    }

    static <D> Story<D> given(Saga<D> saga, Object startEvent) {
        return new Story<>(saga, startEvent);
    }

    static Story<Checkout> givenACheckout() {
        return given(Checkout.SAGA, new Checkout.OrderPlaced("c-1"));
    }

    static Story<Party> givenAParty() {
        return given(Party.list().build(), "ann");
    }

    Story<D> when(Input input) {
        decision = Engine.decide(saga, last.state(), last.data(), input);
        if (decision instanceof Moved<D> moved) {
            last = moved;
        }
        return this;
    }

    Story<D> done(String... steps) {
        for (String step : steps) {
            done(step, attempt(step));
        }
        return this;
    }

    Story<D> done(String step, int attempt) {
        return when(new Input.Replied(step, Action.DO, attempt, new Outcome.Done(new PaymentAuthorized("a-1"))));
    }

    Story<D> refused(String step, String reason) {
        return refused(step, reason, attempt(step));
    }

    Story<D> refused(String step, String reason, int attempt) {
        return when(new Input.Replied(step, Action.DO, attempt, new Outcome.Refused(reason, null)));
    }

    Story<D> undone(String... steps) {
        for (String step : steps) {
            when(new Input.Replied(step, Action.UNDO, attempt(step), new Outcome.Done(null)));
        }
        return this;
    }

    Story<D> undoRefused(String step, String reason) {
        return undoRefused(step, reason, attempt(step));
    }

    Story<D> undoRefused(String step, String reason, int attempt) {
        return when(new Input.Replied(step, Action.UNDO, attempt, new Outcome.Refused(reason, null)));
    }

    Story<D> noReply(String step) {
        return when(new Input.TimedOut(step, state(step).status().action(), attempt(step), Wait.REPLY));
    }

    Story<D> backoffEnds(String step) {
        return when(new Input.TimedOut(step, state(step).status().action(), attempt(step), Wait.BACKOFF));
    }

    /** Until no attempt is left. */
    Story<D> neverAnswers(String step) {
        int left = state(step).of() - attempt(step);
        for (int i = 0; i < left; i++) {
            noReply(step).backoffEnds(step);
        }
        return noReply(step);
    }

    Story<D> cancelled() {
        return when(new Input.CancelRequested());
    }

    Story<D> deadlinePasses() {
        return when(new Input.SagaDeadlinePassed());
    }

    Story<D> operator(Wish wish) {
        return when(new Input.OperatorSaid(wish, "because", "olga"));
    }

    Story<D> parked() {
        SagaState parked = last.state().parkedBecause("version 1 is not deployed");
        last = new Moved<>(parked, last.data(), List.of(), List.of());
        return this;
    }

    Story<D> sends(String... commands) {
        assertThat(decision).isInstanceOf(Moved.class);
        assertThat(last.commands().stream().map(Story::words)).containsExactly(commands);
        return this;
    }

    Story<D> sendsNothing() {
        return sends();
    }

    Story<D> sendsPayload(Object payload) {
        assertThat(last.commands()).extracting(Command::payload).containsExactly(payload);
        return this;
    }

    Story<D> wants(Wakeup... wakeups) {
        assertThat(last.wakeups()).containsExactly(wakeups);
        return this;
    }

    Story<D> is(Phase phase) {
        assertThat(last.state().phase()).as(last.state().toString()).isEqualTo(phase);
        return this;
    }

    Story<D> stuckWith(String reason) {
        assertThat(last.state().stuckReason()).isEqualTo(reason);
        return this;
    }

    Story<D> ignoredAs(NoOp why) {
        assertThat(decision).isEqualTo(new Ignored<>(why));
        return this;
    }

    Story<D> impossible(String finding) {
        assertThat(decision).isInstanceOfSatisfying(Impossible.class, impossible -> {
            assertThat(impossible.finding()).contains(finding);
            assertThat(impossible.state()).isEqualTo(last.state());
            assertThat(impossible.input()).isNotNull();
        });
        return this;
    }

    SagaState state() {
        return last.state();
    }

    D data() {
        return last.data();
    }

    StepState state(String step) {
        return Objects.requireNonNull(last.state().step(step), () -> "never begun: " + step);
    }

    private int attempt(String step) {
        StepState state = last.state().step(step);
        return state == null ? 1 : Math.max(1, state.attempt());
    }

    private static String words(Command command) {
        return command.action() + " " + command.step() + " #" + command.attempt();
    }
}

package checkout.saga.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.Party;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.TimerKind;
import java.util.List;
import java.util.Objects;

/** The vocabulary of the rules: what is told to one saga, and what must come of the last thing told. */
final class SagaStory<D> {

    private final Saga<D> saga;
    private Moved<D> last;
    private SagaDecision<D> decision;

    private SagaStory(Saga<D> saga, Object startEvent) {
        this.saga = saga;
        this.last = SagaEngine.start(saga, startEvent);
        this.decision = last;
    }

    static <D> SagaStory<D> given(Saga<D> saga, Object startEvent) {
        return new SagaStory<>(saga, startEvent);
    }

    static SagaStory<Checkout> givenACheckout() {
        return given(Checkout.SAGA, new Checkout.OrderPlaced("c-1"));
    }

    static SagaStory<Party> givenAParty() {
        return given(Party.list().build(), "ann");
    }

    SagaStory<D> when(SagaInput input) {
        decision = SagaEngine.decide(saga, last.state(), last.data(), input);
        if (decision instanceof Moved<D> moved) {
            last = moved;
        }
        return this;
    }

    SagaStory<D> done(String... steps) {
        for (String step : steps) {
            done(step, attempt(step));
        }
        return this;
    }

    SagaStory<D> done(String step, int attempt) {
        return when(new SagaInput.Replied(
                step, StepAction.DO, attempt, new StepOutcome.Done(new PaymentAuthorized("a-1"))));
    }

    SagaStory<D> refused(String step, String reason) {
        return refused(step, reason, attempt(step));
    }

    SagaStory<D> refused(String step, String reason, int attempt) {
        return when(new SagaInput.Replied(step, StepAction.DO, attempt, new StepOutcome.Refused(reason, null)));
    }

    SagaStory<D> undone(String... steps) {
        for (String step : steps) {
            when(new SagaInput.Replied(step, StepAction.UNDO, attempt(step), new StepOutcome.Done(null)));
        }
        return this;
    }

    SagaStory<D> undoRefused(String step, String reason) {
        return undoRefused(step, reason, attempt(step));
    }

    SagaStory<D> undoRefused(String step, String reason, int attempt) {
        return when(new SagaInput.Replied(step, StepAction.UNDO, attempt, new StepOutcome.Refused(reason, null)));
    }

    SagaStory<D> noReply(String step) {
        return when(new SagaInput.TimedOut(step, state(step).status().action(), attempt(step), TimerKind.REPLY));
    }

    SagaStory<D> backoffEnds(String step) {
        return when(new SagaInput.TimedOut(step, state(step).status().action(), attempt(step), TimerKind.BACKOFF));
    }

    /** Until no attempt is left. */
    SagaStory<D> neverAnswers(String step) {
        int left = state(step).maxAttempts() - attempt(step);
        for (int i = 0; i < left; i++) {
            noReply(step).backoffEnds(step);
        }
        return noReply(step);
    }

    SagaStory<D> cancelled() {
        return when(new SagaInput.CancelRequested());
    }

    SagaStory<D> deadlinePasses() {
        return when(new SagaInput.SagaDeadlinePassed());
    }

    SagaStory<D> operator(Request request) {
        return when(new SagaInput.OperatorRequested(request, "because", "olga"));
    }

    SagaStory<D> parked() {
        SagaState parked = last.state().parkedBecause("version 1 is not deployed");
        last = new Moved<>(parked, last.data(), List.of(), List.of());
        return this;
    }

    SagaStory<D> sends(String... commands) {
        assertThat(decision).isInstanceOf(Moved.class);
        assertThat(last.commands().stream().map(SagaStory::words)).containsExactly(commands);
        return this;
    }

    SagaStory<D> sendsNothing() {
        return sends();
    }

    SagaStory<D> sendsPayload(Object payload) {
        assertThat(last.commands()).extracting(StepCommand::payload).containsExactly(payload);
        return this;
    }

    SagaStory<D> wants(TimerRequest... timerRequests) {
        assertThat(last.timerRequests()).containsExactly(timerRequests);
        return this;
    }

    SagaStory<D> is(SagaPhase phase) {
        assertThat(last.state().phase()).as(last.state().toString()).isEqualTo(phase);
        return this;
    }

    SagaStory<D> stuckWith(String reason) {
        assertThat(last.state().stuckReason()).isEqualTo(reason);
        return this;
    }

    SagaStory<D> ignoredAs(IgnoredReason why) {
        assertThat(decision).isEqualTo(new Ignored<>(why));
        return this;
    }

    SagaStory<D> impossible(String finding) {
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

    private static String words(StepCommand command) {
        return command.action() + " " + command.step() + " #" + command.attempt();
    }
}

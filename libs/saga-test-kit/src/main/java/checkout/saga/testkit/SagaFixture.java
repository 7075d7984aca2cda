package checkout.saga.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.IgnoredInputReason;
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
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.TimerKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/**
 * Tests one saga step by step: {@code given(saga).startedBy(event).whenDone("reserve stock").thenSends(..)}.
 *
 * <p>A {@code when..} gives the saga an input, a {@code then..} checks the decision on the last input. An input that
 * the saga ignores or cannot accept fails the test unless {@link #thenIgnores} or {@link #thenImpossible} expects it.
 */
public final class SagaFixture<D> {

    private final Saga<D> saga;
    private final Map<String, Object> replies;
    private Moved<D> last;
    private SagaDecision<D> decision;
    private boolean expected;

    private SagaFixture(Saga<D> saga, Map<String, Object> replies, Moved<D> started) {
        this.saga = saga;
        this.replies = replies;
        this.last = started;
        this.decision = started;
    }

    public static <D> Given<D> given(Saga<D> saga) {
        return new Given<>(saga);
    }

    /** A saga that has not been started yet. */
    public static final class Given<D> {

        private final Saga<D> saga;
        private final Map<String, Object> replies = new HashMap<>();

        private Given(Saga<D> saga) {
            this.saga = saga;
        }

        /** What the done-replies of a step carry where {@link #whenDone} does not say otherwise. */
        public Given<D> replying(String step, Object payload) {
            replies.put(step, payload);
            return this;
        }

        public SagaFixture<D> startedBy(Object event) {
            return new SagaFixture<>(saga, Map.copyOf(replies), SagaEngine.start(saga, event));
        }
    }

    public SagaFixture<D> when(SagaInput input) {
        mustBeExpected();
        decision = SagaEngine.decide(saga, last.state(), last.data(), input);
        expected = false;
        if (decision instanceof Moved<D> moved) {
            last = moved;
        }
        return this;
    }

    /** Each of these steps answers its last attempt with done, one after the other. */
    public SagaFixture<D> whenDone(String... steps) {
        for (String step : steps) {
            whenDone(step, attempt(step));
        }
        return this;
    }

    public SagaFixture<D> whenDone(String step, int attempt) {
        return when(new SagaInput.Replied(step, StepAction.DO, attempt, new StepOutcome.Done(replies.get(step))));
    }

    /** The step answers its last attempt with done and this payload. */
    public SagaFixture<D> whenReplied(String step, Object payload) {
        return when(new SagaInput.Replied(step, StepAction.DO, attempt(step), new StepOutcome.Done(payload)));
    }

    public SagaFixture<D> whenRefused(String step, String reason) {
        return whenRefused(step, reason, attempt(step));
    }

    public SagaFixture<D> whenRefused(String step, String reason, int attempt) {
        return when(new SagaInput.Replied(step, StepAction.DO, attempt, new StepOutcome.Refused(reason, null)));
    }

    /** The undo of each of these steps is answered with done, one after the other. */
    public SagaFixture<D> whenUndone(String... steps) {
        for (String step : steps) {
            when(new SagaInput.Replied(step, StepAction.UNDO, attempt(step), new StepOutcome.Done(null)));
        }
        return this;
    }

    public SagaFixture<D> whenUndoRefused(String step, String reason) {
        return whenUndoRefused(step, reason, attempt(step));
    }

    public SagaFixture<D> whenUndoRefused(String step, String reason, int attempt) {
        return when(new SagaInput.Replied(step, StepAction.UNDO, attempt, new StepOutcome.Refused(reason, null)));
    }

    /** The last attempt of the step, or of its undo, times out. */
    public SagaFixture<D> whenNoReply(String step) {
        return whenTimerFires(step, TimerKind.REPLY);
    }

    public SagaFixture<D> whenBackoffEnds(String step) {
        return whenTimerFires(step, TimerKind.BACKOFF);
    }

    /** Every attempt that is left of the step, or of its undo, times out. */
    public SagaFixture<D> whenNeverAnswered(String step) {
        int left = state(step).maxAttempts() - attempt(step);
        for (int i = 0; i < left; i++) {
            whenNoReply(step).whenBackoffEnds(step);
        }
        return whenNoReply(step);
    }

    private SagaFixture<D> whenTimerFires(String step, TimerKind kind) {
        return when(new SagaInput.TimedOut(step, state(step).status().action(), attempt(step), kind));
    }

    public SagaFixture<D> whenCancelled() {
        return when(new SagaInput.CancelRequested());
    }

    public SagaFixture<D> whenDeadlinePasses() {
        return when(new SagaInput.SagaDeadlinePassed());
    }

    public SagaFixture<D> whenOperatorRequests(Request request) {
        return when(new SagaInput.OperatorRequested(request, "requested by the test", "operator"));
    }

    public SagaFixture<D> whenResolved(SagaOutcome outcome) {
        return when(new SagaInput.ResolveRequested(outcome, false, "requested by the test", null, "operator"));
    }

    public SagaFixture<D> whenResolvedByForce(SagaOutcome outcome) {
        return when(new SagaInput.ResolveRequested(outcome, true, "requested by the test", null, "operator"));
    }

    /** The shell finds no definition for the saga and parks it. */
    public SagaFixture<D> whenParked(String reason) {
        mustBeExpected();
        last = new Moved<>(last.state().parkedBecause(reason), last.data(), List.of(), List.of());
        decision = last;
        return this;
    }

    /** The commands sent are exactly these, such as "DO reserve stock #1" for the first attempt, in this order. */
    public SagaFixture<D> thenSends(String... commands) {
        mustBeExpected();
        assertThat(commands().stream().map(SagaFixture::words)).containsExactly(commands);
        return this;
    }

    /** The only command sent is this step's, with a payload of this type. */
    public SagaFixture<D> thenSends(String step, Class<?> payload) {
        return thenSends(step, StepAction.DO, payload);
    }

    /** The only command sent is the undo of this step, with a payload of this type. */
    public SagaFixture<D> thenUndoes(String step, Class<?> payload) {
        return thenSends(step, StepAction.UNDO, payload);
    }

    private SagaFixture<D> thenSends(String step, StepAction action, Class<?> payload) {
        mustBeExpected();
        assertThat(commands()).singleElement().satisfies(command -> {
            assertThat(command.action() + " " + command.step()).isEqualTo(action + " " + step);
            assertThat(command.payload()).isInstanceOf(payload);
        });
        return this;
    }

    public SagaFixture<D> thenSendsNothing() {
        return thenSends();
    }

    /** The payloads of the commands sent are exactly these, in this order. */
    public SagaFixture<D> thenSendsPayloads(Object... payloads) {
        mustBeExpected();
        assertThat(commands()).extracting(StepCommand::payload).containsExactly(payloads);
        return this;
    }

    /** The timers requested are exactly these, in this order. */
    public SagaFixture<D> thenRequestsTimers(TimerRequest... timers) {
        mustBeExpected();
        assertThat(moved() ? last.timerRequests() : List.of()).containsExactly(timers);
        return this;
    }

    public SagaFixture<D> thenIs(SagaPhase phase) {
        mustBeExpected();
        assertThat(last.state().phase()).as(last.state().toString()).isEqualTo(phase);
        return this;
    }

    public SagaFixture<D> thenIsStuckBecause(String reason) {
        mustBeExpected();
        assertThat(last.state().stuckReason()).isEqualTo(reason);
        return this;
    }

    /** The last input changed nothing, for this reason. */
    public SagaFixture<D> thenIgnores(IgnoredInputReason why) {
        assertThat(decision).isEqualTo(new Ignored<>(why));
        expected = true;
        return this;
    }

    /** The last input cannot be if everybody keeps the contract, and what was found contains these words. */
    public SagaFixture<D> thenImpossible(String finding) {
        assertThat(decision).isInstanceOfSatisfying(Impossible.class, impossible -> {
            assertThat(impossible.finding()).contains(finding);
            assertThat(impossible.state()).isEqualTo(last.state());
        });
        expected = true;
        return this;
    }

    public SagaState state() {
        return last.state();
    }

    public StepState state(String step) {
        StepState state = last.state().step(step);
        if (state == null) {
            throw new AssertionError("The saga has not sent step '" + step + "'; it is " + last.state());
        }
        return state;
    }

    public D data() {
        return last.data();
    }

    private void mustBeExpected() {
        switch (decision) {
            case Moved<D> moved -> {}
            case Ignored<D> ignored -> mustBeExpected("ignored the last input: " + ignored.why());
            case Impossible<D> impossible ->
                mustBeExpected("cannot accept the last input: " + impossible.finding() + ": " + impossible.input());
        }
    }

    private void mustBeExpected(String what) {
        if (!expected) {
            Assertions.fail("The saga " + what + "; it is " + last.state());
        }
    }

    /** What the decision on the last input sends; an input that was ignored sends nothing. */
    private List<StepCommand> commands() {
        return moved() ? last.commands() : List.of();
    }

    private boolean moved() {
        return decision instanceof Moved<D>;
    }

    private int attempt(String step) {
        StepState state = last.state().step(step);
        return state == null ? 1 : Math.max(1, state.attempt());
    }

    private static String words(StepCommand command) {
        return command.action() + " " + command.step() + " #" + command.attempt();
    }
}

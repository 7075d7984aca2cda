package checkout.saga.engine;

import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.engine.state.TimerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A decision while it is being made: the new states of the steps, and the commands and timers that go with them. */
final class SagaTransition<D> {

    private static final int NEVER_SENT = 0;

    final Saga<D> saga;
    final @Nullable SagaState before;
    D data;
    boolean pastPivot;

    @Nullable
    AbortCause abort;

    private final List<StepState> steps;
    private final List<StepCommand> commands = new ArrayList<>(2);
    private final List<TimerRequest> timerRequests = new ArrayList<>(2);

    SagaTransition(Saga<D> saga, SagaState before, D data) {
        this(saga, before, new ArrayList<>(before.steps()), data);
        this.pastPivot = before.pastPivot();
        this.abort = before.abort();
    }

    private SagaTransition(Saga<D> saga, @Nullable SagaState before, List<StepState> steps, D data) {
        this.saga = saga;
        this.before = before;
        this.steps = steps;
        this.data = data;
    }

    static <D> SagaTransition<D> first(Saga<D> saga, Object event) {
        SagaTransition<D> transition = new SagaTransition<>(saga, null, new ArrayList<>(2), saga.dataOf(event));
        transition.steps.add(new StepState(Saga.START, StepStatus.DONE, NEVER_SENT, NEVER_SENT, null));
        if (saga.deadline() != null) {
            transition.timerRequests.add(TimerRequest.exactly(Saga.DEADLINE, TimerKind.SAGA_DEADLINE, saga.deadline()));
        }
        return transition;
    }

    @Nullable
    StepState find(String step) {
        for (StepState state : steps) {
            if (state.step().equals(step)) {
                return state;
            }
        }
        return null;
    }

    List<StepState> steps() {
        return steps;
    }

    boolean parked() {
        return before != null && before.parked() != null;
    }

    void put(StepState changed) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).step().equals(changed.step())) {
                steps.set(i, changed);
                return;
            }
        }
        steps.add(changed);
    }

    /** Sends a step's command for the first time. */
    void send(Step<D> step, StepAction action) {
        send(step, action, 1, step.retry().attempts(), null);
    }

    void send(Step<D> step, StepAction action, int attempt, int maxAttempts, @Nullable String lastError) {
        StepStatus sent = action == StepAction.DO ? StepStatus.SENT : StepStatus.UNDO_SENT;
        put(new StepState(step.name(), sent, attempt, maxAttempts, lastError));
        commands.add(new StepCommand(step.name(), action, attempt, payload(step, action)));
        timerRequests.add(
                TimerRequest.exactly(step.name(), TimerKind.REPLY, step.retry().timeout()));
    }

    private Object payload(Step<D> step, StepAction action) {
        Object payload = action == StepAction.DO
                ? step.command().apply(data)
                : Objects.requireNonNull(step.undo()).apply(data, Objects.requireNonNull(abort));
        return Objects.requireNonNull(payload, () -> "the " + action + " command of '" + step.name() + "' is null");
    }

    void backOff(Step<D> step, StepState state, String error) {
        StepStatus status =
                state.status().action() == StepAction.DO ? StepStatus.BACKING_OFF : StepStatus.UNDO_BACKING_OFF;
        put(state.with(status, error));
        int attemptOfRun = state.attempt() - attemptsBeforeThisRun(step, state);
        timerRequests.add(TimerRequest.within(step.name(), step.retry().backoffAfter(attemptOfRun)));
    }

    /** How many attempts were made before the operator's last retry, which grants further ones. */
    static int attemptsBeforeThisRun(Step<?> step, StepState state) {
        return Math.max(0, state.maxAttempts() - step.retry().attempts());
    }

    Moved<D> moved() {
        SagaState after = new SagaState(
                saga.name(), saga.version(), SagaPhase.of(steps, abort), pastPivot, steps, abort, null, null);
        return new Moved<>(after, data, commands, timerRequests);
    }

    SagaDecision<D> ignored(IgnoredInputReason why) {
        return new Ignored<>(why);
    }

    SagaDecision<D> impossible(String finding, SagaInput input) {
        return new Impossible<>(finding, before, input);
    }
}

package checkout.saga.engine;

import checkout.saga.engine.Decision.Ignored;
import checkout.saga.engine.Decision.Impossible;
import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.definition.Abort;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Phase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.Status;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One decision in the making: the steps as they become, and what is to be sent and waited for. */
final class Turn<D> {

    private static final int NEVER_SENT = 0;

    final Saga<D> saga;
    final @Nullable SagaState before;
    D data;
    boolean pastPivot;

    @Nullable
    Abort abort;

    private final List<StepState> steps;
    private final List<Command> commands = new ArrayList<>(2);
    private final List<Wakeup> wakeups = new ArrayList<>(2);

    Turn(Saga<D> saga, SagaState before, D data) {
        this(saga, before, new ArrayList<>(before.steps()), data);
        this.pastPivot = before.pastPivot();
        this.abort = before.abort();
    }

    private Turn(Saga<D> saga, @Nullable SagaState before, List<StepState> steps, D data) {
        this.saga = saga;
        this.before = before;
        this.steps = steps;
        this.data = data;
    }

    static <D> Turn<D> first(Saga<D> saga, Object event) {
        Turn<D> turn = new Turn<>(saga, null, new ArrayList<>(2), saga.dataOf(event));
        turn.steps.add(new StepState(Saga.START, Status.DONE, NEVER_SENT, NEVER_SENT, null));
        if (saga.deadline() != null) {
            turn.wakeups.add(Wakeup.exactly(Saga.DEADLINE, Wait.SAGA_DEADLINE, saga.deadline()));
        }
        return turn;
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
    void send(Step<D> step, Action action) {
        send(step, action, 1, step.retry().attempts(), null);
    }

    void send(Step<D> step, Action action, int attempt, int of, @Nullable String lastError) {
        Status sent = action == Action.DO ? Status.SENT : Status.UNDO_SENT;
        put(new StepState(step.name(), sent, attempt, of, lastError));
        commands.add(new Command(step.name(), action, attempt, payload(step, action)));
        wakeups.add(Wakeup.exactly(step.name(), Wait.REPLY, step.retry().timeout()));
    }

    private Object payload(Step<D> step, Action action) {
        Object payload = action == Action.DO
                ? step.command().apply(data)
                : Objects.requireNonNull(step.undo()).apply(data, Objects.requireNonNull(abort));
        return Objects.requireNonNull(payload, () -> "the " + action + " command of '" + step.name() + "' is null");
    }

    void backOff(Step<D> step, StepState state, String error) {
        Status status = state.status().action() == Action.DO ? Status.BACKING_OFF : Status.UNDO_BACKING_OFF;
        put(state.with(status, error));
        int attemptOfRun = state.attempt() - attemptsBeforeThisRun(step, state);
        wakeups.add(Wakeup.within(step.name(), step.retry().backoffAfter(attemptOfRun)));
    }

    /** Attempts made before the operator gave fresh ones; an answer to those is no answer to the retry. */
    static int attemptsBeforeThisRun(Step<?> step, StepState state) {
        return Math.max(0, state.of() - step.retry().attempts());
    }

    Moved<D> moved() {
        SagaState after = new SagaState(saga.name(), saga.version(), phase(), pastPivot, steps, abort, null, null);
        return new Moved<>(after, data, commands, wakeups);
    }

    Decision<D> ignored(NoOp why) {
        return new Ignored<>(why);
    }

    Decision<D> impossible(String finding, Input input) {
        return new Impossible<>(finding, before, input);
    }

    private Phase phase() {
        boolean waiting = false;
        boolean again = false;
        for (StepState step : steps) {
            if (step.status().stuck()) {
                return abort == null ? Phase.STUCK : Phase.COMPENSATION_STUCK;
            }
            waiting |= step.status().waiting();
            again |= step.status() == Status.BACKING_OFF || (step.status() == Status.SENT && step.attempt() > 1);
        }
        if (!waiting) {
            return abort == null ? Phase.COMPLETED : Phase.COMPENSATED;
        }
        if (abort != null) {
            return Phase.COMPENSATING;
        }
        return again ? Phase.RETRYING : Phase.WAITING;
    }
}

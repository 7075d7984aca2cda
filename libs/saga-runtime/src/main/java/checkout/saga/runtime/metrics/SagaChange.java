package checkout.saga.runtime.metrics;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.store.SagaRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction has changed a saga.
 *
 * @param before null if the saga was started
 * @param at the database's time of the change
 */
record SagaChange(@Nullable SagaRow before, SagaRow after, Instant at) {

    /** How a command ended. */
    enum StepResult {
        DONE,
        REFUSED,
        TIMED_OUT
    }

    /**
     * A command that was in flight before and is not any more.
     *
     * @param due when it was due to time out
     */
    record EndedStep(StepState sent, StepResult result, Instant due) {}

    String type() {
        return after.type();
    }

    boolean hasMoved() {
        return before == null || before.phase() != after.phase();
    }

    boolean hasEnded() {
        return hasMoved() && after.phase().ended();
    }

    boolean becameStuck() {
        return after.phase().stuck() && (before == null || !before.phase().stuck());
    }

    /** Whether the saga's own deadline passed, which undoes it. */
    boolean missedItsDeadline() {
        return cause(after.state()) == AbortCause.Cause.DEADLINE_PASSED
                && (before == null || before.state().abort() == null);
    }

    private static AbortCause.@Nullable Cause cause(SagaState state) {
        AbortCause abort = state.abort();
        return abort == null ? null : abort.cause();
    }

    List<EndedStep> endedSteps() {
        if (before == null) {
            return List.of();
        }
        List<EndedStep> ended = new ArrayList<>();
        for (StepState now : after.state().steps()) {
            StepState sent = before.state().step(now.step());
            Long due = before.timers().at().get(now.step());
            if (sent != null && due != null) {
                Instant dueAt = Instant.ofEpochMilli(due);
                StepResult result = result(sent, now, !dueAt.isAfter(at));
                if (result != null) {
                    ended.add(new EndedStep(sent, result, dueAt));
                }
            }
        }
        return ended;
    }

    /** Null if the command was not in flight before, still is, or was given up for another reason. */
    private static @Nullable StepResult result(StepState sent, StepState now, boolean wasDue) {
        return switch (sent.status()) {
            case SENT, UNDO_SENT -> {
                if (now.status() == sent.status() && now.attempt() == sent.attempt()) {
                    yield null;
                }
                yield resultOf(now, wasDue);
            }
            case BACKING_OFF, STUCK, DONE, REFUSED, UNDO_BACKING_OFF, UNDO_STUCK, UNDONE -> null;
        };
    }

    private static @Nullable StepResult resultOf(StepState now, boolean wasDue) {
        return switch (now.status()) {
            case DONE, UNDONE -> StepResult.DONE;
            case REFUSED -> StepResult.REFUSED;
            case SENT, UNDO_SENT -> wasDue ? StepResult.TIMED_OUT : null;
            case BACKING_OFF, STUCK, UNDO_BACKING_OFF, UNDO_STUCK -> wasDue ? StepResult.TIMED_OUT : StepResult.REFUSED;
        };
    }
}

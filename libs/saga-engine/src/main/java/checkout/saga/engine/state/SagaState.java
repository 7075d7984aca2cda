package checkout.saga.engine.state;

import checkout.saga.engine.definition.AbortCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one saga, with every step that was begun, in that order.
 *
 * @param parked why the engine cannot decide on the saga, such as a version that is not deployed; otherwise null
 */
public record SagaState(
        String saga,
        int version,
        SagaPhase phase,
        boolean pastPivot,
        List<StepState> steps,
        @Nullable AbortCause abort,
        @Nullable String parked,
        @Nullable Resolution resolution) {

    public SagaState {
        steps = List.copyOf(steps);
    }

    /**
     * Who ended the saga by hand, why, and how.
     *
     * @param outcome null if the saga was resolved before an outcome had to be stated
     * @param note what was done outside, in the operator's words
     * @param attempt how often an outcome was stated; the reply to the command that carries it says the same number
     * @param acknowledged true once whoever owns the saga's business row has taken the outcome
     */
    public record Resolution(
            String who,
            String reason,
            @Nullable SagaOutcome outcome,
            @Nullable String note,
            @Nullable Integer attempt,
            @Nullable Boolean acknowledged) {

        Resolution acknowledgedByOwner() {
            return new Resolution(who, reason, outcome, note, attempt, true);
        }

        public boolean hasBeenAcknowledged() {
            return acknowledged != null && acknowledged;
        }

        public int attempts() {
            return attempt == null ? 0 : attempt;
        }
    }

    public @Nullable StepState step(String name) {
        for (StepState step : steps) {
            if (step.step().equals(name)) {
                return step;
            }
        }
        return null;
    }

    /** The steps that are waiting or stuck; none when the saga has ended. */
    public List<StepState> current() {
        return steps.stream().filter(this::current).toList();
    }

    /** The current step that an operator wants to see first: a stuck one, or the one with the most attempts. */
    public @Nullable StepState foremost() {
        StepState foremost = null;
        for (StepState step : steps) {
            if (current(step) && (foremost == null || urgency(step) > urgency(foremost))) {
                foremost = step;
            }
        }
        return foremost;
    }

    private boolean current(StepState step) {
        return !phase.ended() && (step.status().waiting() || step.status().stuck());
    }

    private static int urgency(StepState step) {
        return step.status().stuck() ? Integer.MAX_VALUE : step.attempt();
    }

    public @Nullable String lastError() {
        StepState foremost = foremost();
        return foremost == null ? null : foremost.lastError();
    }

    /** Which steps or undos are stuck and why; null when none is. */
    public @Nullable String stuckReason() {
        if (parked != null) {
            return parked;
        }
        StringBuilder reasons = new StringBuilder();
        for (StepState step : steps) {
            if (step.status().stuck()) {
                reasons.append(reasons.isEmpty() ? "" : "; ")
                        .append(step.status() == StepStatus.UNDO_STUCK ? "undo of '" : "'")
                        .append(step.step())
                        .append("' ")
                        .append(step.lastError());
            }
        }
        return phase.ended() || reasons.isEmpty() ? null : reasons.toString();
    }

    /** For the shell, when the engine cannot decide on the saga here and now; {@link #resumed} takes it back. */
    public SagaState parkedBecause(String reason) {
        if (phase.ended()) {
            return this;
        }
        SagaPhase stuck = abort == null ? SagaPhase.STUCK : SagaPhase.COMPENSATION_STUCK;
        return new SagaState(saga, version, stuck, pastPivot, steps, abort, reason, resolution);
    }

    /** The same saga no longer parked, in the phase that its steps are in. */
    public SagaState resumed() {
        if (parked == null || phase.ended()) {
            return this;
        }
        return new SagaState(saga, version, SagaPhase.of(steps, abort), pastPivot, steps, abort, null, resolution);
    }

    /** Ends the saga by hand. The shell calls this only when it finds no definition; otherwise the engine decides. */
    public SagaState resolved(String who, String reason, SagaOutcome outcome, @Nullable String note) {
        int attempt = resolution == null ? 1 : resolution.attempts() + 1;
        Resolution stated = new Resolution(who, reason, outcome, note, attempt, null);
        return new SagaState(saga, version, SagaPhase.RESOLVED, pastPivot, steps, abort, null, stated);
    }

    /** The owner of the saga's business row has taken the outcome that the operator stated. */
    public SagaState outcomeAcknowledged() {
        Resolution taken = resolution == null ? null : resolution.acknowledgedByOwner();
        return new SagaState(saga, version, phase, pastPivot, steps, abort, parked, taken);
    }
}

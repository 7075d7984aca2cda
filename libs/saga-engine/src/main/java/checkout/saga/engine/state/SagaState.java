package checkout.saga.engine.state;

import checkout.saga.engine.definition.AbortCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one saga stands, with every step it has begun in the order of their beginning.
 *
 * @param parked why the engine could not be asked, such as a version that is not deployed; null otherwise
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

    /** How the operator ended it. */
    public record Resolution(String who, String reason) {}

    public @Nullable StepState step(String name) {
        for (StepState step : steps) {
            if (step.step().equals(name)) {
                return step;
            }
        }
        return null;
    }

    /** The steps that wait for something or are stuck; none when the saga has ended. */
    public List<StepState> current() {
        return steps.stream().filter(this::current).toList();
    }

    /** Of the current steps the one an operator wants to see first: a stuck one, else the one tried most often. */
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

    /** Which steps or undos are stuck and why, in one sentence; null when nothing is. */
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

    /** For the shell, when it finds no definition to ask; the next decision takes the reason away again. */
    public SagaState parkedBecause(String reason) {
        if (phase.ended()) {
            return this;
        }
        SagaPhase stuck = abort == null ? SagaPhase.STUCK : SagaPhase.COMPENSATION_STUCK;
        return new SagaState(saga, version, stuck, pastPivot, steps, abort, reason, resolution);
    }

    /** Ends it by hand; for the shell only when it finds no definition to ask, since the engine guards this. */
    public SagaState resolvedBy(String who, String reason) {
        return new SagaState(
                saga, version, SagaPhase.RESOLVED, pastPivot, steps, abort, null, new Resolution(who, reason));
    }
}

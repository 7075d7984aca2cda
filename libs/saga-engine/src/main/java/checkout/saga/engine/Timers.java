package checkout.saga.engine;

import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/**
 * When each awaited step of a saga is due, kept beside its state and not in it, so that a replay of the journal does
 * not depend on when it is done. The clock and the dice are the shell's.
 *
 * @param at milliseconds of the epoch by step
 */
public record Timers(Map<String, Long> at) {

    public static final Timers EMPTY = new Timers(Map.of());

    public Timers {
        at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
    }

    /**
     * The times of the saga after it moved: those still awaited as they were, those it asked for set anew.
     *
     * @param below draws evenly from zero to its argument, both included, for the jitter of backoffs
     */
    public Timers after(Moved<?> moved, Instant now, LongUnaryOperator below) {
        Map<String, Long> next = new LinkedHashMap<>();
        SagaState state = moved.state();
        for (StepState step : state.steps()) {
            keep(step.step(), step.status().waiting() && !state.phase().ended(), next);
        }
        keep(Saga.DEADLINE, deadlineHolds(state), next);
        for (TimerRequest timerRequest : moved.timerRequests()) {
            long least = timerRequest.atLeast().toMillis();
            long spread = timerRequest.atMost().toMillis() - least;
            next.put(timerRequest.step(), now.toEpochMilli() + least + (spread == 0 ? 0 : below.applyAsLong(spread)));
        }
        if (!deadlineHolds(state)) {
            next.remove(Saga.DEADLINE);
        }
        return new Timers(next);
    }

    private void keep(String key, boolean holds, Map<String, Long> next) {
        Long time = at.get(key);
        if (holds && time != null) {
            next.put(key, time);
        }
    }

    private static boolean deadlineHolds(SagaState state) {
        return state.abort() == null && !state.pastPivot() && !state.phase().ended();
    }

    /** The earliest due time in milliseconds of the epoch, for the column the sweeper looks at. */
    public OptionalLong next() {
        return at.values().stream().mapToLong(Long::longValue).min();
    }

    /** What the saga is to be told at this time. */
    public List<SagaInput> due(SagaState state, Instant now) {
        List<SagaInput> due = new ArrayList<>();
        for (StepState step : state.steps()) {
            if (step.status().waiting() && isDue(step.step(), now)) {
                due.add(new SagaInput.TimedOut(
                        step.step(),
                        step.status().action(),
                        step.attempt(),
                        Objects.requireNonNull(step.status().waitsFor())));
            }
        }
        if (isDue(Saga.DEADLINE, now)) {
            due.add(new SagaInput.SagaDeadlinePassed());
        }
        return due;
    }

    private boolean isDue(String key, Instant now) {
        Long time = at.get(key);
        return time != null && time <= now.toEpochMilli();
    }

    /** Without what is due at this time, so that nothing rings twice even if the saga ignores it. */
    public Timers fired(Instant now) {
        Map<String, Long> left = new LinkedHashMap<>(at);
        left.values().removeIf(time -> time <= now.toEpochMilli());
        return new Timers(left);
    }
}

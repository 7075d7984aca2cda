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
 * When each step that waits is due. Timers are kept beside the state and not in it, so that a replay of the journal does
 * not depend on the time; the shell provides the clock and the random numbers.
 *
 * @param at milliseconds of the epoch by step
 */
public record Timers(Map<String, Long> at) {

    public static final Timers EMPTY = new Timers(Map.of());

    public Timers {
        at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
    }

    /**
     * The timers after the saga moved: those that it still needs, and those that it requested.
     *
     * @param random draws a number from zero to its argument, both included, for the jitter of backoffs
     */
    public Timers after(Moved<?> moved, Instant now, LongUnaryOperator random) {
        Map<String, Long> next = new LinkedHashMap<>();
        SagaState state = moved.state();
        for (StepState step : state.steps()) {
            retain(step.step(), step.status().waiting() && !state.phase().ended(), next);
        }
        retain(Saga.DEADLINE, deadlineApplies(state), next);
        for (TimerRequest timerRequest : moved.timerRequests()) {
            long least = timerRequest.atLeast().toMillis();
            long spread = timerRequest.atMost().toMillis() - least;
            next.put(timerRequest.step(), now.toEpochMilli() + least + (spread == 0 ? 0 : random.applyAsLong(spread)));
        }
        if (!deadlineApplies(state)) {
            next.remove(Saga.DEADLINE);
        }
        return new Timers(next);
    }

    private void retain(String key, boolean needed, Map<String, Long> next) {
        Long time = at.get(key);
        if (needed && time != null) {
            next.put(key, time);
        }
    }

    private static boolean deadlineApplies(SagaState state) {
        return state.abort() == null && !state.pastPivot() && !state.phase().ended();
    }

    /** The earliest due time in milliseconds of the epoch, for the column that the sweeper selects by. */
    public OptionalLong next() {
        return at.values().stream().mapToLong(Long::longValue).min();
    }

    /** The same timers, all earlier by as much as the last of them is later than this time. */
    public Timers noneAfter(Instant latest) {
        long last = at.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
        if (last <= latest.toEpochMilli()) {
            return this;
        }
        long surplus = last - latest.toEpochMilli();
        Map<String, Long> earlier = new LinkedHashMap<>(at);
        earlier.replaceAll((step, time) -> time - surplus);
        return new Timers(earlier);
    }

    /** The inputs that are due at this time. */
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
        if (isDeadlinePassed(now)) {
            due.add(new SagaInput.SagaDeadlinePassed());
        }
        return due;
    }

    /** Whether the saga's own deadline applies and has passed. */
    public boolean isDeadlinePassed(Instant now) {
        return isDue(Saga.DEADLINE, now);
    }

    private boolean isDue(String key, Instant now) {
        Long time = at.get(key);
        return time != null && time <= now.toEpochMilli();
    }

    /** The timers that are not due at this time, so that none fires twice even if the saga ignores its input. */
    public Timers fired(Instant now) {
        Map<String, Long> remaining = new LinkedHashMap<>(at);
        remaining.values().removeIf(time -> time <= now.toEpochMilli());
        return new Timers(remaining);
    }
}

package checkout.saga.runtime.metrics;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.TimeOrderedIds;
import checkout.saga.runtime.metrics.SagaChange.EndedStep;
import checkout.saga.runtime.metrics.SagaChange.StepResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the transitions of sagas and times sagas and steps. Meters are looked up by a small key and created once. */
@Component
class SagaMeters {
    private static final Duration[] SAGA_BUCKETS = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600);
    private static final Duration[] STEP_BUCKETS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);

    private final MeterRegistry meters;
    private final SagaTypes types;
    private final FinishedSagas finished;
    private final Map<PhaseKey, Counter> transitions = new ConcurrentHashMap<>();
    private final Map<PhaseKey, Timer> ends = new ConcurrentHashMap<>();
    private final Map<StepKey, Timer> steps = new ConcurrentHashMap<>();
    private final Map<StepKey, Counter> missed = new ConcurrentHashMap<>();

    SagaMeters(MeterRegistry meters, SagaTypes types, FinishedSagas finished) {
        this.meters = meters;
        this.types = types;
        this.finished = finished;
    }

    private record PhaseKey(String type, SagaPhase phase) {}

    private record StepKey(String type, String step, StepAction action, StepResult result) {}

    void record(SagaChange change) {
        if (change.hasMoved()) {
            moved(change.type(), change.after().phase());
        }
        if (change.hasEnded()) {
            ended(change);
        }
        for (EndedStep step : change.endedSteps()) {
            ended(change, step);
        }
        if (change.missedItsDeadline()) {
            missed(new StepKey(change.type(), Saga.DEADLINE, StepAction.DO, StepResult.TIMED_OUT));
        }
    }

    void moved(String type, SagaPhase to) {
        transitions
                .computeIfAbsent(new PhaseKey(type, to), key -> Counter.builder("checkout.saga.transitions")
                        .description("How often a saga came into a state; a new saga is waiting")
                        .tag("type", key.type())
                        .tag("to", lower(key.phase()))
                        .register(meters))
                .increment();
    }

    private void ended(SagaChange change) {
        Instant began = TimeOrderedIds.timeOf(change.after().id());
        if (began != null) {
            Duration took = atLeastZero(Duration.between(began, change.at()));
            finished.record(change.after().phase(), took);
            ends.computeIfAbsent(new PhaseKey(change.type(), change.after().phase()), key -> Timer.builder(
                                    "checkout.saga.duration")
                            .description("From the creation of a saga's id to its end")
                            .tag("type", key.type())
                            .tag("end", lower(key.phase()))
                            .serviceLevelObjectives(SAGA_BUCKETS)
                            .register(meters))
                    .record(took);
        }
    }

    private void ended(SagaChange change, EndedStep ended) {
        StepKey key = new StepKey(
                change.type(), ended.sent().step(), ended.sent().status().action(), ended.result());
        Duration timeout = timeout(change, ended.sent().step());
        if (timeout != null) {
            steps.computeIfAbsent(key, this::timer)
                    .record(atLeastZero(Duration.between(ended.due().minus(timeout), change.at())));
        }
        if (ended.result() == StepResult.TIMED_OUT) {
            missed(key);
        }
    }

    private Timer timer(StepKey key) {
        return Timer.builder("checkout.saga.step.duration")
                .description(
                        "From the decision to send a command to the decision on its reply, by the database's clock")
                .tag("type", key.type())
                .tag("step", key.step())
                .tag("action", lower(key.action()))
                .tag("result", lower(key.result()))
                .serviceLevelObjectives(STEP_BUCKETS)
                .register(meters);
    }

    private void missed(StepKey key) {
        missed.computeIfAbsent(key, each -> Counter.builder("checkout.saga.deadlines.missed")
                        .description("Commands that were not answered in time, and sagas whose own deadline passed")
                        .tag("type", each.type())
                        .tag("step", each.step())
                        .tag("action", lower(each.action()))
                        .register(meters))
                .increment();
    }

    /** The timer of a reply is exact, so it tells when its command was sent; null for a command that no step declares. */
    private @Nullable Duration timeout(SagaChange change, String step) {
        SagaType<?> type = types.named(change.type()).orElse(null);
        if (type == null) {
            return null;
        }
        return switch (type.version(change.after().version())) {
            case Lookup.Known<?>(Saga<?> saga) -> {
                Step<?> declared = saga.stepNamed(step);
                yield declared == null ? null : declared.retry().timeout();
            }
            case Lookup.Unknown<?> unknown -> null;
        };
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(each -> Duration.ofMillis(Math.round(each * 1000)))
                .toArray(Duration[]::new);
    }
}

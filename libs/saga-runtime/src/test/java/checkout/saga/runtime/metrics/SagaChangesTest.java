package checkout.saga.runtime.metrics;

import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas.Parking;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.UnreadableSaga;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Red here: what happens to sagas is counted wrongly, or a saga that becomes stuck is not said, or said again and again. */
class SagaChangesTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Instant BEGAN = Instant.ofEpochMilli(0x0189_0000_0000L);
    private static final Instant NOW = BEGAN.plusSeconds(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final SagaType<UUID> SHIPPING = SagaType.of(
                    UUID.class,
                    SagaVersions.of(Saga.named("shipping")
                            .startedBy(UUID.class, id -> id, undo((UUID id) -> "undo"))
                            .step("ship", id -> "ship", undo((UUID id) -> "return"), timeout(TIMEOUT))
                            .build()))
            .startedBy(UUID.class, id -> id);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SagaChanges changes =
            new SagaChanges(new SagaMeters(meters, new SagaTypes(List.of(SHIPPING)), new FinishedSagas()));
    private final Logger logger = (Logger) LoggerFactory.getLogger(SagaChanges.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void aNewSagaIsWaiting() {
        changes.of(locked(), List.of(sent(NOW.plus(TIMEOUT))), List.of(), List.of());
        assertThat(transitions("waiting")).isEqualTo(1);
    }

    @Test
    void aReplyEndsItsStepAndMayEndTheSaga() {
        change(sent(NOW.plusSeconds(1)), row(SagaPhase.COMPLETED, StepStatus.DONE, null, null));

        assertThat(transitions("completed")).isEqualTo(1);
        assertThat(seconds("checkout.saga.duration", "end", "completed")).isEqualTo(7);
        // due in a second, so sent three seconds ago
        assertThat(seconds("checkout.saga.step.duration", "result", "done")).isEqualTo(3);
        assertThat(meters.find("checkout.saga.deadlines.missed").counter()).isNull();
        assertThat(lines.list).isEmpty();
    }

    @Test
    void aCommandThatIsDueHasMissedItsDeadline() {
        change(sent(NOW), row(SagaPhase.RETRYING, StepStatus.BACKING_OFF, null, null));

        assertThat(seconds("checkout.saga.step.duration", "result", "timed_out"))
                .isEqualTo(4);
        assertThat(meters.get("checkout.saga.deadlines.missed")
                        .tags("step", "ship", "action", "do")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRefusalIsNoMissedDeadline() {
        change(
                sent(NOW.plusSeconds(1)),
                row(
                        SagaPhase.COMPENSATING,
                        StepStatus.REFUSED,
                        null,
                        new AbortCause(AbortCause.Cause.REFUSED, "ship", "NO")));

        assertThat(seconds("checkout.saga.step.duration", "result", "refused")).isEqualTo(3);
        assertThat(meters.find("checkout.saga.deadlines.missed").counter()).isNull();
    }

    @Test
    void theDeadlineOfASagaIsMissedOnce() {
        var passed = new AbortCause(AbortCause.Cause.DEADLINE_PASSED, "ship", "late");
        SagaRow undone = row(SagaPhase.COMPENSATING, StepStatus.UNDO_SENT, null, passed);
        change(sent(NOW.plusSeconds(1)), undone);
        change(undone, row(SagaPhase.COMPENSATED, StepStatus.UNDONE, null, passed));

        assertThat(meters.get("checkout.saga.deadlines.missed")
                        .tag("step", "deadline")
                        .counter()
                        .count())
                .isEqualTo(1);
        // a command that was in flight when its saga was undone has no result
        assertThat(meters.find("checkout.saga.step.duration").timers()).isEmpty();
    }

    @Test
    void aSagaThatBecomesStuckIsSaidOnceWithItsStepAndReason() {
        SagaRow stuck = row(SagaPhase.STUCK, StepStatus.STUCK, "was not answered", null);
        change(sent(NOW), stuck);
        change(stuck, row(SagaPhase.STUCK, StepStatus.STUCK, "was not answered again", null));

        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains(ID.toString(), "of type shipping is stuck at 'ship': 'ship' was not answered");
        assertThat(transitions("stuck")).isEqualTo(1);
    }

    @Test
    void aSagaThatIsParkedIsSaidOnce() {
        Parking parking = new Parking(ID, "its version is not deployed", null);
        changes.of(locked(sent(NOW)), List.of(), List.of(), List.of(parking));
        changes.of(locked(row(SagaPhase.STUCK, StepStatus.SENT, null, null)), List.of(), List.of(), List.of(parking));
        changes.of(
                locked(row(SagaPhase.COMPLETED, StepStatus.DONE, null, null)), List.of(), List.of(), List.of(parking));

        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("is stuck at 'ship': its version is not deployed");
        assertThat(transitions("stuck")).isEqualTo(1);
    }

    @Test
    void aSagaThatCannotBeReadIsSaidWithoutItsStep() {
        var unreadable = new UnreadableSaga(ID, "shipping", 1, SagaPhase.COMPENSATING, null, "broken");
        changes.of(
                new LockedSagas(NOW, Map.of(), Map.of(ID, unreadable)),
                List.of(),
                List.of(),
                List.of(new Parking(ID, "broken", null)));

        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("is stuck at no step: broken");
        assertThat(transitions("compensation_stuck")).isEqualTo(1);
    }

    private void change(SagaRow before, SagaRow after) {
        changes.of(locked(before), List.of(), List.of(after), List.of());
    }

    private static LockedSagas locked(SagaRow... sagas) {
        return sagas.length == 0
                ? new LockedSagas(NOW, Map.of(), Map.of())
                : new LockedSagas(NOW, Map.of(ID, sagas[0]), Map.of());
    }

    /** A saga that waits for the reply of its step until then. */
    private static SagaRow sent(Instant due) {
        return row(SagaPhase.WAITING, StepStatus.SENT, null, null).with(new Timers(Map.of("ship", due.toEpochMilli())));
    }

    private static SagaRow row(SagaPhase phase, StepStatus status, @Nullable String error, @Nullable AbortCause abort) {
        StepState step = new StepState("ship", status, 1, 3, error);
        return SagaRow.started(
                ID, new SagaState("shipping", 1, phase, false, List.of(step), abort, null, null), ID, Timers.EMPTY);
    }

    private double transitions(String to) {
        return meters.get("checkout.saga.transitions").tag("to", to).counter().count();
    }

    private double seconds(String name, String tag, String value) {
        Timer timer = meters.get(name).tag(tag, value).timer();
        assertThat(timer.count()).isEqualTo(1);
        return timer.totalTime(TimeUnit.SECONDS);
    }
}

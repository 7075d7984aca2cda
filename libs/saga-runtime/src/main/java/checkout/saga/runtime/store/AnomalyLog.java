package checkout.saga.runtime.store;

import checkout.messaging.record.RecordLogContext;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.api.PayloadRedaction;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Records for the operator what the saga's rules do not foresee: inputs, late answers, and sagas that nobody can decide on. */
@Repository
public class AnomalyLog {
    private static final Logger log = LoggerFactory.getLogger(AnomalyLog.class);

    private final JdbcTemplate jdbc;
    private final PayloadRedaction redaction;

    AnomalyLog(JdbcTemplate jdbc, PayloadRedaction redaction) {
        this.jdbc = jdbc;
        this.redaction = redaction;
    }

    private enum Kind {
        IMPOSSIBLE,
        LATE,
        REFUSED,
        PARKED
    }

    public void record(UUID saga, Impossible<?> impossible) {
        String input = input(impossible.input());
        ofSaga(saga)
                .log(
                        "Saga {}: {}; the saga is unchanged and the anomaly is recorded for the operator. State {}, input {}",
                        saga,
                        impossible.finding(),
                        impossible.state(),
                        input);
        insert(saga, kind(impossible), impossible.finding(), String.valueOf(impossible.state()), input);
    }

    private static LoggingEventBuilder ofSaga(UUID saga) {
        return log.atError().addKeyValue(RecordLogContext.SAGA_ID, saga);
    }

    /** Records that a saga is parked for a new reason. */
    public void recordParked(UUID saga, String reason, @Nullable Throwable cause) {
        ofSaga(saga)
                .setCause(cause)
                .log(
                        "Saga {} is parked, and no other saga is affected: {}. It is tried again from time to time and shown as stuck",
                        saga,
                        reason);
        insert(saga, Kind.PARKED, reason, "parked", "none");
    }

    /** Deletes findings of sagas that have ended, up to a limit. */
    int delete(Duration age, int limit) {
        return jdbc.update("""
                delete from finding
                where id = any (array(
                  select f.id from finding f left join saga s on s.id = f.saga_id
                  where f.found_at < now() - ?::interval
                    and (s.id is null or s.phase in ('COMPLETED', 'COMPENSATED', 'RESOLVED'))
                  order by f.found_at
                  limit ?))
                """, age.toMillis() + " milliseconds", limit);
    }

    private void insert(UUID saga, Kind kind, String finding, String state, String input) {
        jdbc.update(
                "insert into finding (saga_id, kind, finding, state, input) values (?, ?, ?, ?, ?)",
                saga,
                kind.name(),
                finding,
                state,
                input);
    }

    private static Kind kind(Impossible<?> impossible) {
        if (impossible.state() == null || impossible.state().phase() != SagaPhase.RESOLVED) {
            return Kind.IMPOSSIBLE;
        }
        return impossible.input() instanceof SagaInput.Replied replied
                        && replied.step().equals(Saga.RESOLUTION)
                        && replied.outcome() instanceof StepOutcome.Refused
                ? Kind.REFUSED
                : Kind.LATE;
    }

    /** An input without its secrets. */
    private String input(SagaInput input) {
        return "%s %s".formatted(input.getClass().getSimpleName(), redaction.of(input));
    }
}

package checkout.saga.runtime.store;

import checkout.saga.engine.SagaDecision.Impossible;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Records for the operator each input that no rule foresees for the state of its saga. */
@Repository
public class AnomalyLog {
    private static final Logger log = LoggerFactory.getLogger(AnomalyLog.class);

    private final JdbcTemplate jdbc;

    AnomalyLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public void record(UUID saga, Impossible<?> impossible) {
        log.error(
                "Saga {}: {}; the saga is unchanged and the anomaly is recorded for the operator. State {}, input {}",
                saga,
                impossible.finding(),
                impossible.state(),
                impossible.input());
        jdbc.update(
                "insert into finding (saga_id, finding, state, input) values (?, ?, ?, ?)",
                saga,
                impossible.finding(),
                String.valueOf(impossible.state()),
                String.valueOf(impossible.input()));
    }
}

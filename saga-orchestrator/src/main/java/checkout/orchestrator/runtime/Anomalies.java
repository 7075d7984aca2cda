package checkout.orchestrator.runtime;

import checkout.saga.engine.SagaDecision.Impossible;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Keeps for the operator what cannot be: an input that no rule foresees for the state its saga is in. */
@Repository
class Anomalies {
    private static final Logger log = LoggerFactory.getLogger(Anomalies.class);

    private final JdbcTemplate jdbc;

    Anomalies(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void keep(UUID saga, Impossible<?> impossible) {
        log.error(
                "Saga {}: {}; it stays as it is, and the finding is kept for the operator. State {}, input {}",
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

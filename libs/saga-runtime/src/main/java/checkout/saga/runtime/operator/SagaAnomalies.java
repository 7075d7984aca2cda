package checkout.saga.runtime.operator;

import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.operator.SagaDetail.Finding;
import checkout.saga.runtime.operator.SagaDetail.Letter;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads a saga's anomalies and open dead letters, the latest first. */
@Repository
class SagaAnomalies {
    private static final int LIMIT = 50;

    private final JdbcTemplate jdbc;
    private final PayloadRedaction redaction;

    SagaAnomalies(JdbcTemplate jdbc, PayloadRedaction redaction) {
        this.jdbc = jdbc;
        this.redaction = redaction;
    }

    List<Finding> findings(UUID saga) {
        return jdbc.query(
                "select found_at, finding, state, input, kind from finding where saga_id = ? order by id desc limit ?",
                (row, number) -> new Finding(
                        row.getTimestamp(1).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                saga,
                LIMIT);
    }

    List<Letter> openDeadLetters(UUID saga) {
        return jdbc.query(
                """
                select id, topic, type, reason, received_at, step, action, attempt from dead_letter
                where saga_id = ? and status = 'OPEN'
                order by id desc
                limit ?
                """,
                (row, number) -> new Letter(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        redaction.words(row.getString(4), row.getString(2)),
                        row.getTimestamp(5).toInstant(),
                        row.getString(6),
                        row.getString(7),
                        row.getObject(8, Integer.class)),
                saga,
                LIMIT);
    }
}

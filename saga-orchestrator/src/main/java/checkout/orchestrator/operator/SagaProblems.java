package checkout.orchestrator.operator;

import checkout.orchestrator.api.Redaction;
import checkout.orchestrator.operator.SagaDetail.Finding;
import checkout.orchestrator.operator.SagaDetail.Letter;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads what was kept for the operator beside a saga: findings and open dead letters, the latest first. */
@Repository
class SagaProblems {
    private static final int MOST = 50;

    private final JdbcTemplate jdbc;

    SagaProblems(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Finding> findings(UUID saga) {
        return jdbc.query(
                "select found_at, finding, state, input from finding where saga_id = ? order by id desc limit ?",
                (row, number) -> new Finding(
                        row.getTimestamp(1).toInstant(), row.getString(2), row.getString(3), row.getString(4)),
                saga,
                MOST);
    }

    List<Letter> openDeadLetters(UUID saga) {
        return jdbc.query(
                """
                select id, topic, type, reason, received_at from dead_letter
                where saga_id = ? and status = 'OPEN'
                order by id desc
                limit ?
                """,
                (row, number) -> new Letter(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        Redaction.words(row.getString(4), row.getString(2)),
                        row.getTimestamp(5).toInstant()),
                saga,
                MOST);
    }
}

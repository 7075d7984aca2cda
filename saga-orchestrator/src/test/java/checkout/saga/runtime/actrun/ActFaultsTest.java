package checkout.saga.runtime.actrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.act.Acts;
import checkout.saga.runtime.drive.OrchestratorTest;
import checkout.testinfra.TwoSessions;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an act that fails keeps another one from running, or one that an operator has just started is deleted. */
class ActFaultsTest extends OrchestratorTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Autowired
    private ActsThread thread;

    @Autowired
    private ActRunner runner;

    @Autowired
    private Acts acts;

    @Autowired
    private DataSource database;

    /** The test steps by hand. */
    @BeforeEach
    void stop() {
        thread.stop();
    }

    @AfterEach
    void start() {
        new JdbcTemplate(superuser()).execute("drop function if exists sagas.fail cascade");
        thread.start();
    }

    @Test
    void anActThatFailsKeepsNoOtherFromRunning() {
        UUID first = retryOfAStuckSaga();
        checkout = MessageIds.next();
        UUID second = retryOfAStuckSaga();
        new JdbcTemplate(superuser()).execute("""
                create function sagas.fail() returns trigger language plpgsql
                as $$ begin raise exception 'too much memory' using errcode = '53200'; end $$;
                create trigger fail before update on sagas.act_item for each row when (new.act_id = '%s')
                execute function sagas.fail()
                """.formatted(first));

        assertThatThrownBy(runner::runAll).isInstanceOf(DataAccessException.class);

        assertThat(outcome(first)).isEqualTo("PENDING");
        assertThat(outcome(second)).isEqualTo("REQUESTED");
    }

    @Test
    void anActThatIsBeingStartedIsNotDeleted() {
        UUID act = UUID.randomUUID();
        jdbc.update("""
                insert into act (id, action, status, who, reason, force, filter, created_at)
                values (?, 'RETRY', 'PLANNED', 'ann', 'test', false, '{}', now() - interval '2 days')
                """, act);
        TwoSessions sessions = new TwoSessions(database);

        sessions.secondGoesOn(() -> sessions.jdbc().update("""
                        update act set status = 'RUNNING', started_by = 'ann', started_at = clock_timestamp() where id = ?
                        """, act), () -> acts.delete(DAY, DAY, 100));

        assertThat(jdbc.queryForList("select status from act where id = ?", String.class, act))
                .containsExactly("RUNNING");
        jdbc.update("delete from act where id = ?", act);
    }

    private UUID retryOfAStuckSaga() {
        stuckPastItsPivot();
        return UUID.fromString(JsonMapper.shared()
                .readTree(post("/v1/acts", """
                        {"action":"RETRY","filter":{"ids":["%s"]},"reason":"order-service is back"}""".formatted(checkout)).body())
                .at("/id")
                .asString());
    }

    private String outcome(UUID act) {
        return jdbc.queryForObject("select outcome from act_item where act_id = ?", String.class, act);
    }
}

package checkout.saga.runtime.actrun;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.drive.OrchestratorTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: old acts on many sagas are never deleted, because together they take longer than a statement may. */
class ActRetentionTest extends OrchestratorTest {
    @Autowired
    private ActRetention retention;

    /** A statement of the service may take six seconds. */
    @BeforeEach
    void deletingAnActTakesLong() {
        new JdbcTemplate(superuser()).execute("""
                set search_path to sagas;
                create function take_long() returns trigger language plpgsql
                as $$ begin
                    perform pg_sleep(2.5);
                    return old;
                end $$;
                create trigger take_long before delete on act for each row execute function take_long();
                """);
    }

    @AfterEach
    void deletingAnActTakesAsLongAsUsual() {
        new JdbcTemplate(superuser()).execute("drop function sagas.take_long cascade");
    }

    @Test
    void oldActsAreDeletedHoweverLongAllOfThemTake() {
        jdbc.update("""
                insert into act (id, action, status, who, reason, force, filter, created_at)
                select gen_random_uuid(), 'RETRY', 'PLANNED', 'ann', 'test', false, '{}', now() - interval '2 days'
                from generate_series(1, 3)
                """);
        retention.deleteOld();
        assertThat(jdbc.queryForObject(
                        "select count(*) from act where created_at < now() - interval '1 day'", Integer.class))
                .isZero();
    }
}

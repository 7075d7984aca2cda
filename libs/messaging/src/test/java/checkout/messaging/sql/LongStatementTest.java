package checkout.messaging.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/** Red here: the maintenance of a large partition is cut off by the limits that are meant for commands, again and again. */
class LongStatementTest {
    private final TestDatabase database = TestServers.database("inventory");
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    private final LongStatement statement = new LongStatement(jdbc, Duration.ofMinutes(10));

    @Test
    void mayTakeLongerThanTheRoleAllows() {
        assertThat(setting("statement_timeout")).isEqualTo(600);
        assertThat(setting("transaction_timeout")).isEqualTo(600);
        assertThat(setting("lock_timeout")).isEqualTo(2);
        assertThat(jdbc.queryForObject("show statement_timeout", String.class)).isEqualTo("6s");
    }

    /** A limit that is set while the transaction's clock runs does not restart it, whatever the setting shows. */
    @Test
    void mayTakeLongerThanTheRolesTransactionsMay() {
        new JdbcTemplate(database.superuser()).execute("alter role inventory set transaction_timeout = '300ms'");
        LongStatement maintenance = new LongStatement(new JdbcTemplate(database.service()), Duration.ofMinutes(10));
        assertThat(maintenance.count("select 7 from (select pg_sleep(0.9)) as slept"))
                .isEqualTo(7);
    }

    @Test
    void mayTakeNoLongerThanItsOwnLimit() {
        LongStatement limited = new LongStatement(jdbc, Duration.ofMillis(300));
        assertThatThrownBy(() -> limited.count("select 7 from (select pg_sleep(60)) as slept"))
                .isInstanceOfAny(DataAccessException.class, TransactionException.class);
    }

    private int setting(String name) {
        return statement.count("select extract(epoch from current_setting(?)::interval)::int", name);
    }
}

package checkout.messaging.sql;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

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

    private int setting(String name) {
        return statement.count("select extract(epoch from current_setting(?)::interval)::int", name);
    }
}

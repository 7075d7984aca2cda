package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.testinfra.TestServers;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Red here: an operator is shown a history that does not fit the state, or a pooled session keeps an isolation level. */
class SnapshotReaderTest {
    private static final DataSource DATABASE = TestServers.database("sagas")
            .migrate("classpath:db/messaging", "classpath:db/saga-runtime")
            .service();

    private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE);
    private final SnapshotReader snapshot = new SnapshotReader(jdbc, new JdbcTransactionManager(DATABASE));

    @Test
    void setsTheIsolationLevelForTheTransactionOnly() {
        assertThat(snapshot.read(() -> settings("transaction_isolation", "default_transaction_isolation")))
                .containsExactly("repeatable read", "read committed");
        assertThat(snapshot.read(() -> settings("transaction_read_only", "default_transaction_read_only")))
                .containsExactly("on", "off");
    }

    @Test
    void cannotWrite() {
        assertThatThrownBy(() -> snapshot.read(() -> jdbc.update("delete from saga")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("read-only");
    }

    private List<String> settings(String... names) {
        return Stream.of(names)
                .map(name -> jdbc.queryForObject("select current_setting(?)", String.class, name))
                .toList();
    }
}

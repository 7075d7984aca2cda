package checkout.saga.runtime.store;

import checkout.messaging.retention.OldestMessageInUse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps the messages of sagas that have not ended from being dropped: they are the sagas' timeline. */
@Component
class OpenSagaMessages implements OldestMessageInUse {
    private final JdbcTemplate jdbc;

    OpenSagaMessages(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UUID> oldest() {
        return jdbc
                .query(
                        "select id from saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED') order by id limit 1",
                        (row, number) -> row.getObject(1, UUID.class))
                .stream()
                .findFirst();
    }
}

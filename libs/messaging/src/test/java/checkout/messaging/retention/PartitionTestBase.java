package checkout.messaging.retention;

import checkout.messaging.Effects;
import checkout.messaging.TestService;
import checkout.messaging.TestService.Said;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service's database with its partitions. */
abstract class PartitionTestBase {
    static final Duration WIDTH = Duration.ofHours(6);
    static final int AHEAD = 4;

    final TestService service = new TestService();
    final JdbcTemplate superuser = new JdbcTemplate(service.database.superuser());

    static RetentionSettings settings(Duration keep, Duration width, int ahead, Duration every) {
        return new RetentionSettings(keep, Duration.ZERO, Duration.ZERO, Duration.ZERO, width, ahead, every);
    }

    PartitionRetention retention(Duration keep) {
        return retention(keep, WIDTH);
    }

    PartitionRetention retention(Duration keep, Duration width) {
        return new PartitionRetention(service.jdbc, settings(keep, width, AHEAD, Duration.ofMinutes(1)));
    }

    String[] names(String sql) {
        return service.jdbc.queryForList(sql, String.class).toArray(String[]::new);
    }

    void send() {
        service.outbox.send(new Effects().send(UUID.randomUUID(), new Said("something"), null, null));
    }

    int count(String sql) {
        return service.jdbc.queryForObject(sql, Integer.class);
    }
}

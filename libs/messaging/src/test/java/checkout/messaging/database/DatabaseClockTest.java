package checkout.messaging.database;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestServers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: the age of a message is measured with this machine's clock, or the clock is read for each message. */
class DatabaseClockTest {

    @Test
    void tellsTheTimeOfTheDatabase() {
        JdbcTemplate jdbc = new JdbcTemplate(TestServers.database("inventory").service());
        DatabaseClock clock = new DatabaseClock(jdbc);
        Instant before = time(jdbc);
        Instant first = clock.instant();
        Instant second = clock.instant();

        assertThat(first).isBetween(before, time(jdbc).plusSeconds(5));
        assertThat(second).isAfterOrEqualTo(first);
    }

    @Test
    void isNotReadForEachMessageAndDoesNotAskThisMachinesClock() {
        Instant lastYear = Instant.now().minusSeconds(365 * 86_400L);
        AtomicInteger reads = new AtomicInteger();
        DatabaseClock clock = new DatabaseClock(new JdbcTemplate() {
            @Override
            public <T> T queryForObject(String sql, Class<T> type) {
                reads.incrementAndGet();
                return type.cast(OffsetDateTime.ofInstant(lastYear, ZoneOffset.UTC));
            }
        });

        for (int i = 0; i < 1_000; i++) {
            assertThat(clock.instant()).isBetween(lastYear, lastYear.plusSeconds(600));
        }
        assertThat(reads.get()).isLessThan(100);
    }

    private static Instant time(JdbcTemplate jdbc) {
        return jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class)
                .toInstant();
    }
}

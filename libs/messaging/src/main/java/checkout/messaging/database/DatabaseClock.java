package checkout.messaging.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The clock of the database. It is read every ten seconds, and in between the time is measured, so that a wrong clock of
 * this machine has no effect. Throws a {@code DataAccessException} if it must be read and the database does not answer.
 */
public final class DatabaseClock implements InstantSource {
    private static final Duration READ_EVERY = Duration.ofSeconds(10);

    private final JdbcTemplate jdbc;
    private volatile @Nullable Reading last;

    public DatabaseClock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        if (reading == null || reading.age().compareTo(READ_EVERY) >= 0) {
            reading = read();
            last = reading;
        }
        return reading.time().plus(reading.age());
    }

    private Reading read() {
        long nanos = System.nanoTime();
        OffsetDateTime time = jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class);
        return new Reading(Objects.requireNonNull(time).toInstant(), nanos);
    }

    /** @param nanos when the clock was read, of the clock that measures time */
    private record Reading(Instant time, long nanos) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }
}

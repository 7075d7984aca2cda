package checkout.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a window of creation times leaves out ids that it should contain. */
class UuidV7Test {

    @Test
    void anIdOfATimeBefore1970IsTheLowestOfAll() {
        Instant before = Instant.parse("0001-01-01T00:00:00Z");
        assertThat(UuidV7.firstAt(before)).isEqualTo(new UUID(0, 0));
        assertThat(UuidV7.lastAt(before)).isEqualTo(UuidV7.lastAt(Instant.EPOCH));
    }

    @Test
    void theIdsOfAMillisecondContainIt() {
        Instant time = Instant.parse("2026-01-31T12:00:00.123Z");
        assertThat(UuidV7.createdAt(UuidV7.firstAt(time))).isEqualTo(time);
        assertThat(UuidV7.createdAt(UuidV7.lastAt(time))).isEqualTo(time);
        assertThat(UuidV7.createdAt(UuidV7.lastAt(time.minusMillis(1)))).isEqualTo(time.minusMillis(1));
    }
}

package checkout.messaging.deferred;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.messaging.deferred.DeferredMessages.Deferred;
import checkout.messaging.sql.RoundTrip;
import checkout.testinfra.TwoSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: two instances that retry deferred messages handle one of them twice, or there is room for too many or too few. */
class DeferredMessagesTest {
    private final TestService service = new TestService();
    private final TwoSessions sessions = new TwoSessions(service.database.service());
    private final JdbcTemplate jdbc = sessions.jdbc();
    private final UUID id = MessageIds.next();
    private final DeferredMessages deferred = new DeferredMessages(
            jdbc,
            new Subscription("group", List.of(), (messages, reading) -> {
                throw new AssertionError("nothing is handled here");
            }),
            service.json);

    @Test
    void aDeferredMessageIsTakenOnce() {
        jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                values (?, 'group', 'key', 'topic', 0, 0, '{}', '{}')
                """, id);

        assertThat(sessions.secondWaits(() -> assertThat(take()).containsExactly(id), this::take))
                .isEmpty();
    }

    @Test
    void whatWaitsForOneRowLeavesRoomForWhatMeetsAnother() {
        assertThat(deferred.hasRoomFor(DeferredMessages.MOST_UNEXPLAINED)).isTrue();
        deferMany("waits", DeferredMessages.MOST_UNEXPLAINED, null);
        assertThat(deferred.hasRoomFor(1))
                .as("it may be a table that is locked")
                .isFalse();

        jdbc.update("update deferred_message set waits_for = 'TEA-001'");
        deferMany("waits", DeferredMessages.MOST_UNEXPLAINED, null);
        assertThat(deferred.hasRoomFor(500))
                .as("all wait for one row, or behind those of their key that do")
                .isTrue();
    }

    @Test
    void theNumberOfDeferredMessagesIsBounded() {
        deferMany("waits", DeferredMessages.MOST, "TEA-001");
        assertThat(deferred.hasRoomFor(1)).isFalse();
        assertThat(deferred.isFullFor(1)).isTrue();
    }

    @Test
    void aPageFitsInMemoryAndMessagesThatDoNotAreReadOneByOne() {
        deferMany("small", 3, null);
        deferBodies("large", 12, 1_000_000);
        deferBodies("huge", 2, DeferredMessages.PAGE_BYTES + 1);

        List<Integer> pages = new ArrayList<>();
        List<Deferred> page = deferred.page(0);
        while (!page.isEmpty()) {
            pages.add(page.size());
            page = deferred.page(page.getLast().position());
        }

        assertThat(pages).containsExactly(3 + 4, 4, 4, 1, 1);
    }

    private void deferBodies(String key, int count, int bytes) {
        jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                select gen_random_uuid(), 'group', ? || n, 'topic', 0, n, '{}', repeat('x', ?) from generate_series(1, ?) as n
                """, key, bytes, count);
    }

    private void deferMany(String key, int count, @Nullable String row) {
        jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload, waits_for)
                select gen_random_uuid(), 'group', ? || n, 'topic', 0, n, '{}', '{}', ? from generate_series(1, ?) as n
                """, key, row, count);
    }

    private Set<UUID> take() {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Set<UUID>> taken = deferred.take(List.of(id), trip);
        trip.execute();
        return taken.get();
    }
}

package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: to look at dead letters or to settle them reads more of their bodies than fits in memory together. */
class UnreadBodiesTest {
    private static final UUID ABOVE_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final TestDatabase database =
            TestServers.database("sagas").migrate("classpath:db/messaging", "classpath:db/saga-runtime");
    private final DeadLetters letters = new DeadLetters(new JdbcTemplate(database.service()));

    @Test
    void aListAndASelectionReadNoBody() {
        UUID id = insert("{}");
        JdbcTemplate superuser = new JdbcTemplate(database.superuser());
        superuser.execute("revoke select on sagas.dead_letter from sagas");
        superuser.execute("grant select (%s) on sagas.dead_letter to sagas".formatted(DeadLetterSummary.COLUMNS));
        assertThatThrownBy(() -> letters.find(id)).isInstanceOf(DataAccessException.class);
        DeadLetterFilter filter = new DeadLetterFilter("topic", "reason", "OPEN", null, null);

        assertThat(letters.page(filter, ABOVE_ALL, 10))
                .extracting(DeadLetterSummary::id)
                .containsExactly(id);
        assertThat(letters.ids(filter, ABOVE_ALL, 10)).containsExactly(id);
    }

    @Test
    void largeLettersAreReadInPortions() {
        String large = "\"%s\"".formatted("x".repeat(600_000));
        List<UUID> ids =
                Stream.of("{}", "{}", large, large, "{}").map(this::insert).toList();

        List<List<UUID>> portions = letters.lock(ids);

        assertThat(portions).containsExactly(ids.subList(0, 3), ids.subList(3, 5));
        assertThat(letters.read(portions.getFirst()))
                .extracting(DeadLetter::payload)
                .containsExactly("{}", "{}", large);
    }

    private UUID insert(String payload) {
        UUID id = MessageIds.next();
        letters.insert(List.of(new DeadLetter(
                id,
                "topic",
                0,
                1L,
                null,
                "key",
                "type",
                null,
                "reason",
                "at somewhere",
                payload,
                null,
                "{}",
                null,
                null,
                null,
                Status.OPEN,
                null)));
        return id;
    }
}

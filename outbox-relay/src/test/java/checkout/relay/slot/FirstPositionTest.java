package checkout.relay.slot;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.relay.slot.ReplicationSlotState.Publication;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Red here: a slot of a database that was published before counts as read, or a first start waits for an operator. */
class FirstPositionTest {

    private static final Instant EARLIER = Instant.parse("2026-01-31T11:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-31T12:00:00Z");
    private static final long RESTORED = 1;

    private final TestDatabase database = TestServers.database("relay").migrate("classpath:db/relay");
    private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
    private final SlotProgress progress = new SlotProgress(
            database.slot(),
            new SingleConnectionDataSource(database.url(), database.username(), database.password(), true));

    @AfterEach
    void end() {
        progress.close();
    }

    @Test
    void isTheSlotsPositionAtTheVeryFirstStart() {
        assertThat(isBeforeEverything()).isFalse();
    }

    @Test
    void isBeforeEverythingIfTheDatabaseWasPublishedFromASlotOfAnotherName() {
        published("former", publication("outbox"), EARLIER);
        published("one_before", RESTORED, LATER);
        assertThat(isBeforeEverything()).isTrue();
        assertThat(superuser.queryForObject(
                        "select published_to from relay.progress where slot = ?", Timestamp.class, database.slot()))
                .isEqualTo(Timestamp.from(LATER));
    }

    @Test
    void isBeforeEverythingIfThePublicationOfTheFormerSlotIsNotKnown() {
        published("former", null, LATER);
        assertThat(isBeforeEverything()).isTrue();
    }

    @Test
    void isTheSlotsPositionBesideASourceWithAnotherPublication() {
        superuser.execute("create publication another with (publish = 'insert', publish_via_partition_root = true)");
        published("beside", publication("another"), LATER);
        published("starting_beside", null, null);
        assertThat(isBeforeEverything()).isFalse();
    }

    private boolean isBeforeEverything() {
        progress.initialize(new Publication(publication("outbox"), true, "{}", null));
        return Boolean.TRUE.equals(superuser.queryForObject(
                "select noted = '0/0' from relay.progress where slot = ?", Boolean.class, database.slot()));
    }

    private @Nullable Long publication(String name) {
        return superuser.queryForObject("select oid::bigint from pg_publication where pubname = ?", Long.class, name);
    }

    private void published(String slot, @Nullable Long publication, @Nullable Instant to) {
        superuser.update(
                "insert into relay.progress (slot, system_id, noted, publication_id, published_to) values (?, '1', '0/1', ?::bigint, ?::timestamptz)",
                slot,
                publication,
                to == null ? null : to.toString());
    }
}

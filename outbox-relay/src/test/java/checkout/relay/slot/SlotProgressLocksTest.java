package checkout.relay.slot;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.relay.slot.ReplicationSlotState.Publication;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Red here: two relays that start replace the saved position of each other, or one of them does not start. */
class SlotProgressLocksTest {

    private final TestDatabase database = TestServers.database("relay").migrate("classpath:db/relay");
    private final SingleConnectionDataSource firstSession = session();
    private final SingleConnectionDataSource secondSession = session();
    private final TwoSessions sessions = new TwoSessions(firstSession, secondSession);
    private final SlotProgress first = new SlotProgress(database.slot(), firstSession);
    private final SlotProgress second = new SlotProgress(database.slot(), secondSession);
    private final JdbcTemplate reader = new JdbcTemplate(database.superuser());

    @AfterEach
    void end() {
        first.close();
        second.close();
    }

    @Test
    void theFirstPositionIsSavedOnce() {
        reader.queryForList("select pg_replication_slot_advance(?, pg_current_wal_lsn())", database.slot());

        sessions.secondWaits(first::expectReplay, () -> {
            second.initialize(Publication.NONE);
            return true;
        });

        assertThat(noted()).as("not replaced by the slot's position").isEqualTo("0/0");
    }

    @Test
    void aReplayIsExpectedOnce() {
        first.initialize(Publication.NONE);
        String position = noted();

        second.expectReplay();
        assertThat(noted()).isEqualTo(position);

        reader.update("delete from relay.progress");
        sessions.secondWaits(() -> first.initialize(Publication.NONE), () -> {
            second.expectReplay();
            return true;
        });
        assertThat(noted()).isEqualTo(position);
    }

    @Test
    void aSavedPositionDoesNotGoBack() {
        first.initialize(Publication.NONE);
        first.save(Long.MAX_VALUE, null, Map.of()).join();
        String position = noted();

        second.save(1, null, Map.of()).join();

        assertThat(noted()).isEqualTo(position);
    }

    @Test
    void theNewestRowOfASchemaDoesNotGoBack() {
        UUID earlier = UUID.fromString("019a9f00-0000-7000-8000-00000000000f");
        UUID later = UUID.fromString("019a9f00-0000-7000-8000-0000000000a0");
        first.initialize(Publication.NONE);
        first.save(1, null, Map.of("orders", later)).join();

        second.save(2, null, Map.of("orders", earlier, "stock", earlier)).join();
        first.save(3, null, Map.of()).join();

        assertThat(SlotProgress.published(JdbcClient.create(database.service()), database.slot()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("orders", later, "stock", earlier));
    }

    private String noted() {
        return reader.queryForObject("select noted::text from relay.progress", String.class);
    }

    private SingleConnectionDataSource session() {
        return new SingleConnectionDataSource(database.url(), database.username(), database.password(), true);
    }
}

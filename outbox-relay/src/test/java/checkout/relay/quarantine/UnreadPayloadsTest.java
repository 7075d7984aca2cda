package checkout.relay.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.RowRefusal;
import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: to look at rows in quarantine, or to select some, reads their payloads, which do not fit in memory together. */
class UnreadPayloadsTest {
    private static final UUID ABOVE_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final TestDatabase database = TestServers.database("relay").migrate("classpath:db/relay");
    private final QuarantineTable table = new QuarantineTable("slot", database.service());
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void insertARowWhosePayloadNobodyMayRead() {
        table.insert(List.of(new QuarantineTable.Refused(
                new CommittedOutboxRow(
                        "orders", id, "topic", "key", "type", null, null, null, null, null, null, "{}", 1L),
                new RowRefusal("too large", 2, false))));
        assertThat(table.payload(id)).isEqualTo("{}");
        JdbcClient superuser = JdbcClient.create(database.superuser());
        superuser.sql("revoke select on relay.quarantine from relay").update();
        superuser
                .sql("grant select (slot, %s) on relay.quarantine to relay".formatted(QuarantinedRow.COLUMNS))
                .update();
        assertThatThrownBy(() -> table.payload(id)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void onlySendingReadsAPayload() {
        assertThat(table.newest(null, Status.OPEN, ABOVE_ALL, 10)).hasSize(1);
        assertThat(table.oldestOpen("topic", new UUID(0, 0), 10)).containsExactly(id);
        assertThat(table.present(List.of(id, UUID.randomUUID()))).containsExactly(id);
        assertThat(table.find(id)).isPresent();
    }
}

package checkout.relay.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.RowRefusal;
import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: two operators send the same row, one waits for the other, or a row that is read again is settled no more. */
class QuarantineLocksTest {

    private final DataSource database =
            TestServers.database("relay").migrate("classpath:db/relay").service();
    private final TwoSessions sessions = new TwoSessions(database);
    private final QuarantineTable table = new QuarantineTable("slot", database);
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void insertOther() {
        insert(UUID.randomUUID(), "other");
    }

    @Test
    void aRowThatTwoRelaysReadIsStoredOnce() {
        sessions.secondWaits(() -> insert(id, "the first"), () -> insert(id, "the second"));

        assertThat(row().reason()).isEqualTo("the first");
    }

    @Test
    void aRowThatIsReadAgainStaysDiscarded() {
        insert(id, "reason");

        sessions.secondWaits(
                () -> table.settle(id, Status.DISCARDED, "operator", "tested"), () -> insert(id, "read again"));

        assertThat(row().status()).isEqualTo(Status.DISCARDED);
    }

    @Test
    void aRowThatWasSentAndIsRefusedNowIsOpenAgain() {
        insert(id, "reason");
        table.settle(id, Status.SENT, "operator", "tested");

        insert(id, "refused now");

        assertThat(row().status()).isEqualTo(Status.OPEN);
    }

    @Test
    void aRowIsSentByOneOperator() {
        insert(id, "reason");

        Optional<QuarantinedRow> locked = sessions.secondGoesOn(() -> table.lock(id), () -> table.lock(id));

        assertThat(locked).isEmpty();
    }

    private boolean insert(UUID row, String reason) {
        table.insert(List.of(new QuarantineTable.Refused(
                new CommittedOutboxRow(
                        "orders", row, "topic", "key", "type", null, null, null, null, null, null, "{}", 1L),
                new RowRefusal(reason, 2, false))));
        return true;
    }

    private QuarantinedRow row() {
        return table.find(id).orElseThrow();
    }
}

package checkout.relay.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.RowRefusal;
import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.testinfra.CountedStatements;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Red means: the list of quarantined rows executes more statements the more rows it shows. */
class ConstantQueriesTest {
    private static final int MANY = 100;
    private static final UUID ABOVE_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final CountedStatements statements = new CountedStatements();
    private final QuarantineTable table = new QuarantineTable(
            "slot",
            statements.counting(
                    TestServers.database("relay").migrate("classpath:db/relay").service()));

    @Test
    void aPageOfAHundredRowsTakesAsManyStatementsAsOneOfOneRow() {
        table.insert(IntStream.range(0, MANY).mapToObj(i -> refused()).toList());

        assertThat(statementsOf(1)).hasSize(1);
        assertThat(statementsOf(MANY)).hasSize(1);
    }

    private List<String> statementsOf(int rows) {
        return statements.during(() ->
                assertThat(table.newest(null, Status.OPEN, ABOVE_ALL, rows)).hasSize(rows));
    }

    private static QuarantineTable.Refused refused() {
        return new QuarantineTable.Refused(
                new CommittedOutboxRow(
                        "orders",
                        UUID.randomUUID(),
                        "topic",
                        "key",
                        "type",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "{}",
                        1L),
                new RowRefusal("too large", 2, false));
    }
}

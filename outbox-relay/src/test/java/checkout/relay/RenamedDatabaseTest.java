package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: a database whose slot has another name now is taken for one that was never published, and rows before that slot are lost. */
class RenamedDatabaseTest {

    @Test
    void theSlotOfAnotherNameIsRefusedUntilTheGapIsReplayed() throws Exception {
        TestDatabase database = TestServers.database("relay");
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC)) {
            UUID published = orders.insert("k", "{}");
            try (RelayProcess relay =
                    RelayProcess.start(database, TestServers.kafka()).awaitState("WORKING")) {
                await(recorder, published);
                relay.terminate();
            }
            UUID missed = orders.insert("k", "{}");
            TestDatabase renamed = rename(database);
            TestServers.provision(renamed);
            assertThat(renamed.slot()).isNotEqualTo(database.slot());

            try (RelayProcess relay =
                    RelayProcess.start(renamed, TestServers.kafka()).awaitState("REFUSED")) {
                assertThat(relay.statusField("test", "/problem")).contains("slot " + renamed.slot() + " is at ");
                assertThat(relay.statusField("test", "/replayFrom")).doesNotStartWith("1970");
                var answer = relay.replayAsPrinted("the database was renamed");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                await(recorder, missed);
                relay.awaitState("WORKING");
                await(recorder, new OutboxTable(renamed, "orders").insert("k", "{}"));
            }
            // the next start goes on from there
            try (RelayProcess relay =
                    RelayProcess.start(renamed, TestServers.kafka()).awaitState("WORKING")) {
                await(recorder, new OutboxTable(renamed, "orders").insert("k", "{}"));
                relay.terminate();
            }
        }
    }

    private static TestDatabase rename(TestDatabase database) {
        TestDatabase renamed = new TestDatabase(
                database.server(), database.name() + "_renamed", database.schema(), database.passwords());
        JdbcClient maintenance = JdbcClient.create(database.server().superuser("postgres"));
        maintenance
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
                .param(database.name())
                .query()
                .listOfRows();
        maintenance
                .sql("alter database \"%s\" rename to \"%s\"".formatted(database.name(), renamed.name()))
                .update();
        return renamed;
    }

    private static void await(TopicRecorder recorder, UUID id) {
        recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }
}

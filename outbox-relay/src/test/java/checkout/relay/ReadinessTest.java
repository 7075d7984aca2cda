package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: a relay is ready by what it saw of its slot some time ago. */
class ReadinessTest {

    private final Instant startedAt = Instant.now().minusSeconds(1);
    private final TestDatabase database = TestServers.database("relay");
    private final OutboxTable orders = OutboxTable.create(database, "orders");

    @Test
    void isNotReadyWhileTheDatabaseDoesNotAnswer() throws Exception {
        try (TcpProxy network = TcpProxy.to(database.server());
                RelayProcess relay = RelayProcess.start(
                                network.connects(database), TestServers.kafka(), "--relay.recovery.silence=40s")
                        .awaitReady()) {
            network.fallSilent();
            Eventually.holds(
                    "the relay is not ready", Duration.ofSeconds(12), () -> relay.readiness() == 503, relay::status);
            network.resume();
            relay.awaitReady();
        }
    }

    @Test
    void looksAtTheSlotDuringAReplayToo() throws Exception {
        try (RelayProcess relay =
                RelayProcess.start(database, TestServers.kafka()).awaitReady()) {
            CompletableFuture<Integer> replay;
            try (Connection session = database.superuser().getConnection();
                    Statement statement = session.createStatement()) {
                session.setAutoCommit(false);
                // the replay waits for the table, the engine does not need it
                statement.execute("lock table orders.outbox_all in access exclusive mode");
                replay = CompletableFuture.supplyAsync(() -> relay.replayOncePublished(
                                "operator", "{\"from\":\"%s\",\"reason\":\"slow\"}".formatted(startedAt))
                        .statusCode());
                Eventually.holds("the replay waits", RelayProcess.TIMEOUT, this::replayWaits, relay::log);
                Instant seen = asOf(relay);
                Eventually.holds(
                        "the slot is looked at",
                        RelayProcess.TIMEOUT,
                        () -> asOf(relay).isAfter(seen.plusSeconds(5)),
                        relay::status);
                assertThat(relay.readiness()).as(relay.status()).isEqualTo(200);
                session.rollback();
            }
            assertThat(replay.get()).isEqualTo(200);
        }
    }

    @Test
    void replaysMoreBytesThanItsMemoryHolds() throws Exception {
        try (TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
                RelayProcess relay =
                        RelayProcess.start(database, TestServers.kafka()).awaitReady()) {
            Set<String> rows = new HashSet<>();
            OutboxTable.insertLarge(database.superuser(), 260).forEach(id -> rows.add(id.toString()));
            rows.add(orders.insert("k", "{}").toString());
            recorder.await(
                    rows.size(),
                    record -> rows.contains(String.valueOf(TopicRecorder.header(record, "ce_id"))),
                    RelayProcess.TIMEOUT);
            var answer = relay.replayOncePublished(
                    "operator", "{\"from\":\"%s\",\"reason\":\"large\"}".formatted(startedAt));
            assertThat(answer.body()).contains("\"published\":" + rows.size());
            assertThat(relay.log()).doesNotContain("OutOfMemoryError");
            relay.awaitReady();
        }
    }

    private boolean replayWaits() {
        return Boolean.TRUE.equals(JdbcClient.create(database.superuser())
                .sql(
                        "select exists (select from pg_stat_activity where application_name = 'relay-replay' and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single());
    }

    private static Instant asOf(RelayProcess relay) {
        return Instant.parse(relay.statusField("test", "/slot/asOf"));
    }
}

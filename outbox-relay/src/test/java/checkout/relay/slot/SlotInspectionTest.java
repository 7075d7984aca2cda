package checkout.relay.slot;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.relay.settings.RelaySettings;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Red here: a working relay takes its own slot for one that somebody else has advanced. */
class SlotInspectionTest {

    private static final Duration DURATION = Duration.ofSeconds(2);

    private final TestDatabase database = TestServers.database("relay");
    private final RelaySettings.Source source = new RelaySettings.Source(
            "test",
            database.url(),
            "relay",
            database.passwords().of("relay"),
            "relay_owner",
            database.passwords().of("relay_owner"),
            database.slot(),
            "outbox",
            false);

    @Test
    void aSlotThatIsReadBeforeTheSavedPositionIsNeverBeyondIt() throws Exception {
        migrate();
        publishATable();
        AtomicBoolean stop = new AtomicBoolean();
        Thread relay = new Thread(() -> saveAndConfirm(stop), "relay");
        SingleConnectionDataSource session = new SingleConnectionDataSource(
                database.url(), "relay", database.passwords().of("relay"), true);
        try {
            ReplicationSlot slot = new ReplicationSlot(
                    source,
                    new RelaySettings.Replay(Duration.ofMinutes(5), Duration.ofMinutes(1)),
                    JdbcClient.create(session));
            relay.start();
            int inspections = 0;
            long deadline = System.nanoTime() + DURATION.toNanos();
            while (System.nanoTime() < deadline) {
                ReplicationSlotState state = slot.inspect();
                assertThat(slot.check(state))
                        .as("inspection %d of %s", ++inspections, state)
                        .isInstanceOf(ReplicationSlotCheck.Usable.class);
            }
            assertThat(inspections).isGreaterThan(100);
        } finally {
            stop.set(true);
            relay.join();
            session.destroy();
        }
    }

    @Test
    void whatSomebodyElseReadsDuringAReplayIsStillMissingAfterIt() {
        migrate();
        publishATable();
        SingleConnectionDataSource session = new SingleConnectionDataSource(
                database.url(), "relay", database.passwords().of("relay"), true);
        ReplicationSlot slot = new ReplicationSlot(
                source,
                new RelaySettings.Replay(Duration.ofMinutes(5), Duration.ofMinutes(1)),
                JdbcClient.create(session));
        try (SlotProgress progress = new SlotProgress(source.slot(), session)) {
            ReplicationSlotState beforeRows = slot.inspect();
            advance();
            progress.reset(beforeRows);
            assertThat(slot.check(slot.inspect()))
                    .isInstanceOfSatisfying(ReplicationSlotCheck.Refusal.class, refusal -> assertThat(refusal.problem())
                            .contains("advanced by somebody else"));

            progress.reset(slot.inspect());
            assertThat(slot.check(slot.inspect())).isInstanceOf(ReplicationSlotCheck.Usable.class);
        }
    }

    private void advance() {
        JdbcClient superuser = JdbcClient.create(database.superuser());
        superuser
                .sql("select pg_logical_emit_message(false, 'test', 'x')")
                .query()
                .singleRow();
        superuser.sql("select pg_switch_wal()").query().singleRow();
        superuser
                .sql("select pg_replication_slot_advance(?, pg_current_wal_lsn())")
                .param(source.slot())
                .query()
                .singleRow();
    }

    private void publishATable() {
        JdbcClient owner = JdbcClient.create(database.as("orders_owner"));
        owner.sql("create table orders.outbox (id uuid primary key)").update();
        owner.sql("select relay.publish('orders.outbox')").query().listOfRows();
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(new SourceDatabase(
                                source,
                                new RelaySettings.Recovery(
                                        Duration.ofSeconds(8),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1)))
                        .asOwner())
                .schemas("relay")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:db/relay")
                .load()
                .migrate();
    }

    /** What a relay does all the time: a position is saved, then it is confirmed to the slot. */
    private void saveAndConfirm(AtomicBoolean stop) {
        SingleConnectionDataSource session = new SingleConnectionDataSource(
                database.url(), "postgres", database.server().superuserPassword(), true);
        JdbcClient client = JdbcClient.create(session);
        client.sql("""
                        insert into relay.progress (slot, system_id, noted)
                        select slot_name, (select system_identifier::text from pg_control_system()), confirmed_flush_lsn
                          from pg_replication_slots where slot_name = ?
                        """).param(source.slot()).update();
        while (!stop.get()) {
            String position = client.sql(
                            "update relay.progress set noted = pg_current_wal_lsn() where slot = ? returning noted::text")
                    .param(source.slot())
                    .query(String.class)
                    .single();
            client.sql("select pg_replication_slot_advance(?, ?::pg_lsn)")
                    .params(source.slot(), position)
                    .query()
                    .singleRow();
        }
        session.destroy();
    }
}

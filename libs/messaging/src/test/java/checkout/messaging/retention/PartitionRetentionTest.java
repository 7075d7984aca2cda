package checkout.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.Effects;
import checkout.messaging.TestService;
import checkout.messaging.TestService.Said;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: tables grow for ever, or a message is dropped that is still needed. */
class PartitionRetentionTest {
    private static final Duration WIDTH = Duration.ofHours(6);
    private static final int AHEAD = 4;

    private final TestService service = new TestService();
    private final JdbcTemplate superuser = new JdbcTemplate(service.database.superuser());

    @Test
    void createsMissingPartitionsOnce() {
        superuser.execute("set search_path to inventory; drop table " + String.join(", ", newestOfEach()));
        service.jdbc.update("delete from message_partition where name = any (?)", (Object) newestOfEach());
        PartitionRetention retention = retention(Duration.ofDays(3));
        assertThat(retention.createNext()).isEqualTo(2);
        assertThat(retention.createNext()).isZero();
        assertThatAllTimeIsCovered(WIDTH);
    }

    @Test
    void disablesAutovacuumOnPartitions() {
        retention(Duration.ofDays(3), Duration.ofMinutes(10)).createNext();
        assertThat(count("select count(*) from message_partition p join pg_class c on c.relname = p.name"
                        + " where 'autovacuum_enabled=false' = any (c.reloptions)"))
                .isPositive()
                .isEqualTo(count("select count(*) from message_partition"));
    }

    @Test
    void narrowsPartitionsAtOnce() {
        send();
        Duration narrow = Duration.ofMinutes(10);
        assertThat(retention(Duration.ofDays(3), narrow).createNext()).isGreaterThan(AHEAD);
        send();
        assertThatAllTimeIsCovered(narrow);
        assertThat(count("select count(*) from message_partition where to_time - from_time > interval '10 minutes'"
                        + " and from_time > now()"))
                .isZero();
        assertThat(count("select count(*) from outbox")).isEqualTo(2);
        assertThat(count("select count(*) from outbox_other")).isZero();
        assertThat(retention(Duration.ofDays(3), narrow).createNext()).isZero();
    }

    @Test
    void widensPartitionsAfterTheNarrowOnes() {
        retention(Duration.ofDays(3), Duration.ofMinutes(10)).createNext();
        assertThat(retention(Duration.ofDays(3), WIDTH).createNext()).isPositive();
        assertThatAllTimeIsCovered(WIDTH);
        send();
        assertThat(count("select count(*) from outbox_other")).isZero();
    }

    @Test
    void createsNoPartitionForThePast() {
        Duration narrow = Duration.ofMinutes(10);
        retention(Duration.ofDays(3), narrow).createNext();
        String[] ofNow = names("select name from message_partition where from_time <= now() and to_time > now()");
        superuser.execute("set search_path to inventory; drop table " + String.join(", ", ofNow));
        service.jdbc.update("delete from message_partition where name = any (?)", (Object) ofNow);
        retention(Duration.ofDays(3), narrow).createNext();

        retention(Duration.ofDays(3), WIDTH).createNext();

        assertThat(count("select count(*) from message_partition where to_time <= now()"))
                .isZero();
        assertThatAllTimeIsCovered(WIDTH);
    }

    @Test
    void movesMessagesIntoAPartitionThatIsCreatedLate() {
        superuser.execute("set search_path to inventory; drop table "
                + String.join(", ", names("select name from message_partition")));
        service.jdbc.update("delete from message_partition");
        send();
        send();
        assertThat(count("select count(*) from outbox_other")).isEqualTo(2);

        assertThat(retention(Duration.ofDays(3), WIDTH).createNext()).isEqualTo(2 * (AHEAD + 1));

        assertThat(count("select count(*) from outbox_other")).isZero();
        assertThat(count("select count(*) from outbox")).isEqualTo(2);
        assertThatAllTimeIsCovered(WIDTH);
    }

    @Test
    void doesNotPublishMovedMessagesAgain() {
        superuser.execute("set search_path to inventory; drop table "
                + String.join(", ", names("select name from message_partition")));
        service.jdbc.update("delete from message_partition");
        send();
        retention(Duration.ofDays(3), WIDTH).createNext();
        retention(Duration.ofDays(3), Duration.ofMinutes(10)).createNext();
        assertThat(inserted()).isEqualTo(1);
    }

    @Test
    void explainsSettingsThatAreNotValid() {
        assertThatThrownBy(() -> settings("PT0.5S", 4, "PT1M")).hasMessageContaining("a whole number of seconds");
        assertThatThrownBy(() -> settings("P4D", 4, "PT1M")).hasMessageContaining("keep more, or make");
        assertThatThrownBy(() -> settings("PT6H", 0, "PT1M")).hasMessageContaining("at least one partition");
        assertThatThrownBy(() -> settings("PT6H", 4, "PT0S")).hasMessageContaining("at least a second");
        assertThatThrownBy(() -> settings("PT10S", 4, "PT1M")).hasMessageContaining("created ahead run out");
    }

    private static RetentionSettings settings(String width, int ahead, String every) {
        return settings(Duration.ofDays(3), Duration.parse(width), ahead, Duration.parse(every));
    }

    private static RetentionSettings settings(Duration keep, Duration width, int ahead, Duration every) {
        return new RetentionSettings(keep, Duration.ZERO, Duration.ZERO, Duration.ZERO, width, ahead, every);
    }

    @Test
    void writesNewMessagesIntoTheirPartition() {
        send();
        assertThat(count("select count(*) from outbox")).isEqualTo(1);
        assertThat(count("select count(*) from outbox_other")).isZero();
    }

    @Test
    void dropsOldPublishedMessages() {
        age("outbox");
        age("inbox");
        published();
        assertThat(retention(Duration.ofDays(1)).dropOld()).isEqualTo(2);
        assertThat(count("select count(*) from message_partition where to_time < now()"))
                .isZero();
    }

    @Test
    void keepsTheOutboxUntilTheRelayHasPublishedIt() {
        age("outbox");
        assertThat(retention(Duration.ofDays(1)).dropOld()).isZero();
        published();
        assertThat(retention(Duration.ofDays(1)).dropOld()).isEqualTo(1);
    }

    @Test
    void keepsTheOutboxWhileTheSlotIsMissing() {
        age("outbox");
        superuser.queryForList("select pg_drop_replication_slot(?)", service.database.slot());
        assertThat(retention(Duration.ofDays(1)).dropOld()).isZero();
    }

    /** A replay creates the slot first, where the log ends then, and may fail afterwards. */
    @Test
    void keepsWhatTheRelayHasNotPublishedWhenTheSlotWasCreatedAgain() {
        superuser.execute("""
                create table relay.progress (slot text, system_id text, noted pg_lsn);
                insert into relay.progress
                select slot_name, (select system_identifier::text from pg_control_system()), confirmed_flush_lsn
                  from pg_replication_slots where slot_name = 'outbox_' || current_database();
                """);
        age("outbox");
        send();
        superuser.queryForList("select pg_drop_replication_slot(?)", service.database.slot());
        superuser.queryForList("select pg_create_logical_replication_slot(?, 'pgoutput')", service.database.slot());
        assertThat(retention(Duration.ofDays(1)).dropOld())
                .as("the slot is past the partition, the relay is not")
                .isZero();

        superuser.update("update relay.progress set noted = pg_current_wal_lsn(), system_id = 'another'");
        assertThat(retention(Duration.ofDays(1)).dropOld())
                .as("noted by another server")
                .isZero();

        superuser.update("""
                update relay.progress
                   set system_id = (select system_identifier::text from pg_control_system()), slot = 'outbox_before_restore'
                """);
        assertThat(retention(Duration.ofDays(1)).dropOld())
                .as("noted for the slot of another name")
                .isZero();

        superuser.update("update relay.progress set slot = ?", service.database.slot());
        assertThat(retention(Duration.ofDays(1)).dropOld()).isEqualTo(1);
    }

    @Test
    void dropsTheInboxAlsoIfTheDatabaseWasNotProvisionedAgain() {
        age("outbox");
        age("inbox");
        published();
        superuser.execute("drop function relay.published_position()");
        assertThat(retention(Duration.ofDays(1)).dropOld()).isEqualTo(1);
        assertThat(names("select parent from message_partition where to_time < now()"))
                .containsExactly("outbox");
    }

    @Test
    void keepsElsewhereWhatAServiceStillNeeds() {
        superuser.execute("""
                set search_path to inventory;
                create table kept (parent text, id uuid);
                create or replace function keep_messages(parent text, source text, only_ids uuid[]) returns void
                    language plpgsql set search_path from current
                as $$ begin
                    execute format('insert into kept select %L, id from %I where $1 is null or id = any ($1)', parent, source)
                    using only_ids;
                end $$;
                alter table kept owner to inventory_owner;
                """);
        age("inbox");
        superuser.execute("insert into inventory.inbox (id, type, message_key)"
                + " values (inventory.id_at(now() - interval '72 hours 30 minutes'), 'needed', 'k')");

        assertThat(retention(Duration.ofDays(1)).dropOld()).isEqualTo(1);

        assertThat(superuser.queryForList("select parent from inventory.kept", String.class))
                .containsExactly("inbox");
    }

    @Test
    void dropsStrangersIdsOnceTheyAreOld() {
        UUID foreign = UUID.randomUUID();
        service.jdbc.update("insert into inbox (id, type, message_key) values (?, 'foreign', 'k')", foreign);
        service.jdbc.update(
                "insert into outbox (id, topic, message_key, type, payload) values (?, 't', 'k', 'foreign', '')",
                foreign);
        published();
        retention(Duration.ofDays(1)).dropOld();
        assertThat(count("select count(*) from inbox_other") + count("select count(*) from outbox_other"))
                .as("as long as Kafka may deliver them again")
                .isEqualTo(2);

        service.jdbc.update("update stray_message set received_at = now() - interval '25 hours'");
        retention(Duration.ofDays(1)).dropOld();
        assertThat(count("select count(*) from inbox_other")).isZero();
        assertThat(count("select count(*) from outbox_other"))
                .as("not published yet, as far as the closing position tells")
                .isEqualTo(1);

        published();
        retention(Duration.ofDays(1)).dropOld();
        assertThat(count("select count(*) from outbox_other")).isZero();
        assertThat(count("select count(*) from stray_message")).isZero();
    }

    @Test
    void refusesAnInboxThatForgetsBeforeKafkaDoes() {
        assertThatThrownBy(() -> new RetentionSettings(
                        Duration.ofDays(2),
                        Duration.ofDays(2),
                        Duration.ofHours(6),
                        Duration.ofHours(6),
                        WIDTH,
                        AHEAD,
                        Duration.ofMinutes(1)))
                .hasMessageContaining("keep at least PT60H");
    }

    private PartitionRetention retention(Duration keep) {
        return retention(keep, WIDTH);
    }

    private PartitionRetention retention(Duration keep, Duration width) {
        return new PartitionRetention(service.jdbc, settings(keep, width, AHEAD, Duration.ofMinutes(1)));
    }

    /** From now until AHEAD widths from now there are partitions without gaps or overlaps. */
    private void assertThatAllTimeIsCovered(Duration width) {
        for (String parent : new String[] {"outbox", "inbox"}) {
            assertThat(count("""
                    select count(*) from message_partition p
                    where parent = '%1$s'
                      and (exists (select from message_partition o where o.parent = p.parent and o.name <> p.name
                                   and o.from_time < p.to_time and o.to_time > p.from_time)
                           or (from_time > now() and not exists (select from message_partition o
                                                where o.parent = p.parent and o.to_time = p.from_time)))
                    """.formatted(parent))).as("gaps and overlaps").isZero();
            assertThat(count("""
                    select count(*) from message_partition p where parent = '%s' and from_time <= now() and to_time > now()
                    """.formatted(parent))).as("partitions of now").isEqualTo(1);
            assertThat(service.jdbc.queryForObject(
                            "select max(to_time) >= now() + ?::interval from message_partition where parent = ?",
                            Boolean.class,
                            width.multipliedBy(AHEAD).toString(),
                            parent))
                    .as("created ahead")
                    .isTrue();
        }
    }

    private String[] newestOfEach() {
        return names("select distinct on (parent) name from message_partition order by parent, to_time desc");
    }

    private String[] names(String sql) {
        return service.jdbc.queryForList(sql, String.class).toArray(String[]::new);
    }

    /** How many inserts into the outbox the relay sees. */
    private int inserted() {
        return superuser.queryForObject("""
                select count(*) from pg_logical_slot_peek_binary_changes(?, null, null, 'proto_version', '1', 'publication_names', 'outbox')
                where get_byte(data, 0) = ascii('I')
                """, Integer.class, service.database.slot());
    }

    /** Adds a partition of three days ago, as if the service had been running then. */
    private void age(String parent) {
        superuser.execute("""
                set search_path to inventory;
                do $$ begin
                    execute format('create table %1$s_old partition of %1$s for values from (%%L) to (%%L)',
                                   id_at(now() - interval '73 hours'), id_at(now() - interval '72 hours'));
                    alter table %1$s_old owner to inventory_owner;
                    insert into message_partition (name, parent, from_time, to_time)
                    values ('%1$s_old', '%1$s', now() - interval '73 hours', now() - interval '72 hours');
                end $$
                """.formatted(parent));
        // a partition is closed, and its WAL position known, by the first run that finds it in the past
        retention(Duration.ofDays(100)).dropOld();
    }

    private void published() {
        send();
        superuser.queryForList("select pg_replication_slot_advance(?, pg_current_wal_lsn())", service.database.slot());
    }

    private void send() {
        service.outbox.send(new Effects().send(UUID.randomUUID(), new Said("something"), null, null));
    }

    private int count(String sql) {
        return service.jdbc.queryForObject(sql, Integer.class);
    }
}

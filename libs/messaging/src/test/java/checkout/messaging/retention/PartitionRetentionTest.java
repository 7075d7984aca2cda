package checkout.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Red here: tables grow for ever, or a message is dropped that is still needed. */
@ExtendWith(OutputCaptureExtension.class)
class PartitionRetentionTest extends PartitionTestBase {
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
    void keepsTheOutboxWhileTheSlotIsMissing(CapturedOutput output) {
        age("outbox");
        superuser.queryForList("select pg_drop_replication_slot(?)", service.database.slot());
        PartitionRetention retention = retention(Duration.ofDays(1));
        assertThat(retention.dropOld()).isZero();
        assertThat(retention.dropOld()).isZero();
        assertThat(output.getOut().split("old partitions of the outbox are kept, because nobody knows", -1))
                .as("said once")
                .hasSize(2);
        assertThat(output).contains("slot %s is missing".formatted(service.database.slot()));
    }

    @Test
    void aMissingSlotIsNoProblemWhileNothingIsOld(CapturedOutput output) {
        superuser.queryForList("select pg_drop_replication_slot(?)", service.database.slot());
        assertThat(retention(Duration.ofDays(1)).dropOld()).isZero();
        assertThat(output).doesNotContain("nobody knows");
    }

    /** Keeping the messages of each takes a second here, and those of all three longer than the limit. */
    @Test
    void whatIsDroppedStaysDroppedIfAllTogetherTakeTooLong() {
        superuser.execute("""
                set search_path to inventory;
                create or replace function keep_messages(parent text, source text, only_ids uuid[]) returns void
                    language plpgsql
                as $$ begin
                    perform pg_sleep(1);
                end $$;
                """);
        age("inbox", 72);
        age("inbox", 74);
        age("inbox", 76);
        new PartitionRetention(
                        service.jdbc,
                        settings(Duration.ofDays(1), WIDTH, AHEAD, Duration.ofMinutes(1)),
                        Duration.ofMillis(2_500))
                .maintain();
        assertThat(count("select count(*) from message_partition where to_time < now()"))
                .isZero();
    }

    /** A replay creates the slot first, where the log ends then, and may fail afterwards. */
    @Test
    void keepsWhatTheRelayHasNotPublishedWhenTheSlotWasCreatedAgain() {
        superuser.execute("""
                set role relay_owner;
                create table relay.progress (slot text, system_id text, noted pg_lsn);
                reset role;
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
    void whatIsOldIsDroppedAlsoIfTheNextPartitionsCannotBeCreated() {
        superuser.execute("""
                create or replace function inventory.make_partitions(width interval, ahead int) returns int
                    language plpgsql
                as $$ begin
                    raise 'the disk is full';
                end $$;
                """);
        age("inbox");
        retention(Duration.ofDays(1)).maintain();
        assertThat(count("select count(*) from message_partition where to_time < now()"))
                .isZero();
    }

    @Test
    void aConnectionThatIsLostMeanwhileIsLeftToTheNextRun() {
        superuser.execute("""
                set search_path to inventory;
                create or replace function keep_messages(parent text, source text, only_ids uuid[]) returns void
                    language plpgsql security definer
                as $$ begin
                    perform pg_terminate_backend(pg_backend_pid());
                    perform pg_sleep(10);
                end $$;
                alter function keep_messages(text, text, uuid[]) owner to postgres;
                grant execute on function keep_messages(text, text, uuid[]) to inventory_owner;
                """);
        age("inbox");
        PartitionRetention retention = retention(Duration.ofDays(1));
        assertThatCode(retention::maintain).doesNotThrowAnyException();
        assertThat(count("select count(*) from message_partition where to_time < now()"))
                .isEqualTo(1);
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

    private void age(String parent) {
        age(parent, 72);
    }

    /** Adds a partition that ended so many hours ago, as if the service had been running then. */
    private void age(String parent, int hours) {
        superuser.execute("""
                set search_path to inventory;
                do $$ begin
                    execute format('create table %1$s_old%2$d partition of %1$s for values from (%%L) to (%%L)',
                                   id_at(now() - interval '%3$d hours'), id_at(now() - interval '%2$d hours'));
                    alter table %1$s_old%2$d owner to inventory_owner;
                    insert into message_partition (name, parent, from_time, to_time)
                    values ('%1$s_old%2$d', '%1$s', now() - interval '%3$d hours', now() - interval '%2$d hours');
                end $$
                """.formatted(parent, hours, hours + 1));
        // a partition is closed, and its WAL position known, by the first run that finds it in the past
        retention(Duration.ofDays(100)).dropOld();
    }

    private void published() {
        send();
        superuser.queryForList("select pg_replication_slot_advance(?, pg_current_wal_lsn())", service.database.slot());
    }
}

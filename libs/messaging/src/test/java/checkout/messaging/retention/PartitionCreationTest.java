package checkout.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Red here: messages have no partition of their time, or are published again when they move into one. */
class PartitionCreationTest extends PartitionTestBase {
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
    void writesNewMessagesIntoTheirPartition() {
        send();
        assertThat(count("select count(*) from outbox")).isEqualTo(1);
        assertThat(count("select count(*) from outbox_other")).isZero();
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

    /** How many inserts into the outbox the relay sees. */
    private int inserted() {
        return superuser.queryForObject("""
                select count(*) from pg_logical_slot_peek_binary_changes(?, null, null, 'proto_version', '1', 'publication_names', 'outbox')
                where get_byte(data, 0) = ascii('I')
                """, Integer.class, service.database.slot());
    }
}

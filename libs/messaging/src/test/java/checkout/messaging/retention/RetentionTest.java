package checkout.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.Effects;
import checkout.messaging.TestService;
import checkout.messaging.TestService.Said;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: tables grow for ever, or a message is dropped that somebody still needs. */
class RetentionTest {
    private static final Duration WIDTH = Duration.ofHours(1);

    private final TestService service = new TestService();
    private final JdbcTemplate superuser = new JdbcTemplate(service.database.superuser());

    @Test
    void makesPartitionsForWhatIsToComeAndOnlyOnce() {
        Retention retention = retention(Duration.ofDays(3), Optional.empty());
        // the migration has covered the coming day in widths of six hours
        assertThat(retention.make()).isZero();
        assertThat(count("select count(*) from message_partition where to_time > now()"))
                .isGreaterThan(4);
    }

    @Test
    void writesNewMessagesIntoTheirPartition() {
        say();
        assertThat(count("select count(*) from outbox")).isEqualTo(1);
        assertThat(count("select count(*) from outbox_other")).isZero();
    }

    @Test
    void dropsWhatIsOldAndPublished() {
        age("outbox");
        age("inbox");
        published();
        assertThat(retention(Duration.ofDays(1), Optional.empty()).drop()).isEqualTo(2);
        assertThat(count("select count(*) from message_partition where to_time < now()"))
                .isZero();
    }

    @Test
    void keepsTheOutboxUntilTheRelayHasPublishedIt() {
        age("outbox");
        assertThat(retention(Duration.ofDays(1), Optional.empty()).drop()).isZero();
        published();
        assertThat(retention(Duration.ofDays(1), Optional.empty()).drop()).isEqualTo(1);
    }

    @Test
    void keepsTheOutboxWhileTheSlotIsMissing() {
        age("outbox");
        superuser.queryForList("select pg_drop_replication_slot(?)", service.database.slot());
        assertThat(retention(Duration.ofDays(1), Optional.empty()).drop()).isZero();
    }

    @Test
    void keepsWhatIsInUseHoweverOldItIs() {
        age("inbox");
        UUID before = service.jdbc.queryForObject("select id_at(now() - interval '4 days')", UUID.class);
        assertThat(retention(Duration.ofDays(1), Optional.of(before)).drop()).isZero();
        assertThat(retention(Duration.ofDays(1), Optional.empty()).drop()).isEqualTo(1);
    }

    private Retention retention(Duration keep, Optional<UUID> inUse) {
        return new Retention(service.jdbc, new RetentionSettings(keep, WIDTH, 4, Duration.ofMinutes(1)), () -> inUse);
    }

    /** A partition of three days ago, as if the service had been running then. */
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
        // closes it: from here on its WAL position is known
        retention(Duration.ofDays(1), Optional.of(new UUID(0, 0))).drop();
    }

    private void published() {
        say();
        superuser.queryForList("select pg_replication_slot_advance(?, pg_current_wal_lsn())", service.database.slot());
    }

    private void say() {
        service.outbox.send(Effects.none().send(UUID.randomUUID(), new Said("something"), null, null));
    }

    private int count(String sql) {
        return service.jdbc.queryForObject(sql, Integer.class);
    }
}

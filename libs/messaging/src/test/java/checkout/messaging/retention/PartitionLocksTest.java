package checkout.messaging.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.messaging.TestService;
import checkout.testinfra.TwoSessions;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: two instances, or an instance and a migration, change the partitions at the same time, and one of them fails. */
class PartitionLocksTest {
    private final TestService service = new TestService();
    private final TwoSessions sessions = new TwoSessions(service.database.service());
    private final PartitionRetention retention = new PartitionRetention(
            sessions.jdbc(),
            new RetentionSettings(
                    Duration.ofDays(3),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofHours(6),
                    4,
                    Duration.ofMinutes(1)));

    @Test
    void partitionsAreCreatedByOneInstanceAtATime() {
        dropAllPartitions();

        int created = sessions.secondWaits(retention::createNext, retention::createNext);

        assertThat(created).isZero();
    }

    @Test
    void partitionsAreDroppedByOneInstanceAtATime() {
        assertThat(sessions.secondWaits(retention::dropOld, retention::dropOld)).isZero();
    }

    @Test
    void aMigrationWaitsForTheInstanceThatChangesPartitions() throws IOException {
        String migration = migration("R__partitions.sql");
        JdbcTemplate owner = new JdbcTemplate(service.database.owner());

        int partitions = sessions.secondWaits(retention::dropOld, () -> {
            owner.execute(migration);
            return owner.queryForObject("select count(*) from message_partition", int.class);
        });

        assertThat(partitions).isPositive();
    }

    /** A message that is sent after the early ones were looked for would be left in the default partition. */
    @Test
    void messagesThatAreBeingSentMoveIntoTheirPartitionToo() {
        dropAllPartitions();
        send();

        sessions.secondWaits(this::send, retention::createNext);

        assertThat(service.jdbc.queryForObject("select count(*) from outbox_other", Integer.class))
                .isZero();
        assertThat(service.jdbc.queryForObject("select count(*) from outbox", Integer.class))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", "outbox"})
    void aMigrationThatRunsAgainNotesStrangersOnce(String parent) throws IOException {
        UUID stranger = UUID.randomUUID();
        service.jdbc.update(
                parent.equals("inbox")
                        ? "insert into inbox (id, type, message_key) values (?, 't', 'k')"
                        : "insert into outbox (id, topic, message_key, type, payload) values (?, 't', 'k', 't', '')",
                stranger);

        new JdbcTemplate(service.database.owner()).execute(migration("R__retention.sql"));

        assertThat(service.jdbc.queryForObject(
                        "select count(*) from stray_message where parent = ? and id = ?",
                        Integer.class,
                        parent,
                        stranger))
                .isEqualTo(1);
    }

    private static String migration(String name) throws IOException {
        return new ClassPathResource("db/messaging/" + name)
                .getContentAsString(UTF_8)
                .replace("${service}", "inventory");
    }

    private void dropAllPartitions() {
        JdbcTemplate superuser = new JdbcTemplate(service.database.superuser());
        superuser.execute("set search_path to inventory; drop table "
                + String.join(", ", service.jdbc.queryForList("select name from message_partition", String.class)));
        service.jdbc.update("delete from message_partition");
    }

    private void send() {
        sessions.jdbc()
                .update(
                        "insert into outbox (id, topic, message_key, type, payload) values (?, 't', 'k', 't', '')",
                        MessageIds.next());
    }
}

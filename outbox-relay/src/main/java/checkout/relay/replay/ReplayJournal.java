package checkout.relay.replay;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records who replayed what, in the table {@code relay.replay}. An entry that is not finished is a replay whose process ended early. */
final class ReplayJournal {

    private final JdbcClient database;

    ReplayJournal(JdbcClient database) {
        this.database = database;
    }

    UUID begin(
            String slot,
            String user,
            String reason,
            Instant from,
            Instant to,
            boolean slotCreated,
            List<String> notRetained) {
        UUID id = UUID.randomUUID();
        database.sql("""
                        insert into relay.replay (id, slot, username, reason, made_from, made_to, slot_made, not_retained)
                        values (:id, :slot, :user, :reason, :from, :to, :slotCreated, :notRetained)
                        """)
                .param("id", id)
                .param("slot", slot)
                .param("user", user)
                .param("reason", reason)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("slotCreated", slotCreated)
                .param("notRetained", notRetained.isEmpty() ? null : String.join(", ", notRetained), Types.VARCHAR)
                .update();
        return id;
    }

    void end(UUID id, long published, @Nullable String failure) {
        database.sql("""
                        update relay.replay
                           set finished_at = clock_timestamp(), published = :published, failure = :failure
                         where id = :id
                        """)
                .param("published", published)
                .param("failure", failure, Types.VARCHAR)
                .param("id", id)
                .update();
    }
}

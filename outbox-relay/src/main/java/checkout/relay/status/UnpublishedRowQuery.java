package checkout.relay.status;

import checkout.relay.publish.RecentlyPublished;
import checkout.relay.publish.UuidV7;
import checkout.relay.slot.ReplicationSlotState.SavedPosition;
import checkout.relay.slot.SlotProgress;
import checkout.relay.slot.SourceDatabase;
import checkout.relay.source.SlotReading;
import checkout.relay.source.SourceRelay;
import checkout.relay.status.RelayStatus.Unpublished;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Finds the oldest row that is newer than all published rows and not in quarantine.
 *
 * <p>Rows do not record whether they were published, and ids are assigned before the commit, so this can miss a row of a long transaction. It only informs
 * the operator; the slot guarantees that no row is skipped.
 */
final class UnpublishedRowQuery {

    private static final int CANDIDATES = 20;

    private UnpublishedRowQuery() {}

    /** Fails while the slot has not been inspected yet. */
    static Optional<Unpublished> oldest(SourceRelay relay) {
        SlotReading reading = relay.slotReading();
        if (reading == null) {
            throw new IllegalStateException("the slot has not been looked at yet");
        }
        SingleConnectionDataSource session =
                new SourceDatabase(relay.source(), relay.settings().recovery()).session("relay-status");
        try {
            return oldest(JdbcClient.create(session), relay, reading.slot().saved());
        } finally {
            session.destroy();
        }
    }

    private static Optional<Unpublished> oldest(JdbcClient database, SourceRelay relay, SavedPosition saved) {
        Map<String, UUID> newest =
                new HashMap<>(SlotProgress.published(database, relay.source().slot()));
        relay.publishStats().newestBySchema().forEach((schema, id) -> newest.merge(schema, id, UuidV7::later));
        UUID lastPublished = lastPublished(saved);
        Optional<Unpublished> oldest = Optional.empty();
        for (String schema : schemas(database, relay.source().publication())) {
            Optional<Unpublished> candidate = after(
                    database,
                    relay.source().slot(),
                    schema,
                    newest.getOrDefault(schema, lastPublished),
                    relay.publishStats().recent());
            if (candidate.isPresent()
                    && (oldest.isEmpty()
                            || candidate.get().id().compareTo(oldest.get().id()) < 0)) {
                oldest = candidate;
            }
        }
        return oldest;
    }

    // without a published row of the schema, the time when the position was saved is the best guess
    private static UUID lastPublished(SavedPosition saved) {
        Instant publishedTo = saved.publishedTo();
        Instant savedAt = saved.savedAt();
        if (publishedTo != null) {
            return UuidV7.lastAt(publishedTo);
        }
        return UuidV7.firstAt(savedAt == null ? Instant.EPOCH : savedAt);
    }

    // a publication that names partitions instead of their table, as one without options does, publishes none of their
    // rows
    private static Iterable<String> schemas(JdbcClient database, String publication) {
        return database.sql("""
                        select distinct n.nspname
                          from pg_publication_tables t
                          join pg_namespace tn on tn.nspname = t.schemaname
                          join pg_class tc on tc.relnamespace = tn.oid and tc.relname = t.tablename
                          join pg_class c on c.oid = coalesce(pg_partition_root(tc.oid), tc.oid)
                          join pg_namespace n on n.oid = c.relnamespace
                         where t.pubname = ? and c.relname = 'outbox'
                        """).param(publication).query(String.class).list();
    }

    // a row whose creator's clock was ahead may be published although its id is later; one that Kafka has refused was
    // read,
    // and whether it waits, was sent or was discarded is told apart from this
    private static Optional<Unpublished> after(
            JdbcClient database, String slot, String schema, UUID id, RecentlyPublished published) {
        return database.sql("""
                        select o.id from "%s".outbox o
                         where o.id > ?
                           and not exists (select from relay.quarantine q where q.id = o.id and q.slot = ?)
                         order by o.id limit ?
                        """.formatted(schema)).params(id, slot, CANDIDATES).query(UUID.class).list().stream()
                .filter(candidate -> published.find(candidate).isEmpty())
                .findFirst()
                .map(found -> new Unpublished(schema, found, UuidV7.createdAt(found)));
    }
}

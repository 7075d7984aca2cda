package checkout.relay.status;

import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.slot.SourceDatabase;
import checkout.relay.status.RelayStatus.Unpublished;
import checkout.relay.work.SourceRelay;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The oldest row newer than everything published.
 *
 * <p>Rows do not say whether they were published, and ids are given out before the commit; so a row of a long transaction can be missed here. It is for the
 * operator's eye; that nothing is skipped is the slot's business.
 */
final class OldestUnpublishedRow {

    private static final int BITS_BELOW_THE_CLOCK = 16;

    private OldestUnpublishedRow() {}

    /** None either while the slot has not been looked at. */
    static Optional<Unpublished> of(SourceRelay relay) {
        ReplicationSlotState slot = relay.slotState();
        if (slot == null) {
            return Optional.empty();
        }
        SingleConnectionDataSource session = new SourceDatabase(relay.source()).session("relay-status");
        try {
            return oldest(JdbcClient.create(session), relay, slot);
        } finally {
            session.destroy();
        }
    }

    private static Optional<Unpublished> oldest(JdbcClient database, SourceRelay relay, ReplicationSlotState slot) {
        Map<String, UUID> newest = relay.traffic().newestBySchema();
        UUID unknown = lastNoted(slot);
        Optional<Unpublished> oldest = Optional.empty();
        for (String schema : schemas(database, relay.source().publication())) {
            Optional<Unpublished> candidate = after(database, schema, newest.getOrDefault(schema, unknown));
            if (candidate.isPresent()
                    && (oldest.isEmpty()
                            || candidate.get().id().compareTo(oldest.get().id()) < 0)) {
                oldest = candidate;
            }
        }
        return oldest;
    }

    private static UUID lastNoted(ReplicationSlotState state) {
        Instant noted = state.notedAt();
        return new UUID((noted == null ? 0 : noted.toEpochMilli()) << BITS_BELOW_THE_CLOCK, 0);
    }

    private static Iterable<String> schemas(JdbcClient database, String publication) {
        return database.sql("select schemaname from pg_publication_tables where pubname = ? and tablename = 'outbox'")
                .param(publication)
                .query(String.class)
                .list();
    }

    private static Optional<Unpublished> after(JdbcClient database, String schema, UUID id) {
        return database.sql("select id from \"%s\".outbox where id > ? order by id limit 1".formatted(schema))
                .param(id)
                .query(UUID.class)
                .optional()
                .map(found -> new Unpublished(
                        schema, found, Instant.ofEpochMilli(found.getMostSignificantBits() >>> BITS_BELOW_THE_CLOCK)));
    }
}

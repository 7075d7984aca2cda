package checkout.lab.scenario.kafka;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rows that were committed to the outboxes of all services since a run began. */
record ScenarioOutboxRows(Map<UUID, OutboxMessage> rows, Map<String, List<UUID>> streams) {

    /** A body that is not text is encoded in the outbox and not in Kafka. */
    private static final String ROWS = """
            select id, topic, message_key,
                   case when headers is null or not jsonb_exists(headers::jsonb, 'payload-encoding')
                        then md5(concat_ws(' ', type, saga_id, step, action, attempt, traceparent, payload))::uuid end
            from %s.outbox where id >= ?::uuid and coalesce(saga_id, id) >= ?::uuid order by id
            """;

    private static final int BITS_BELOW_TIME = 16;
    private static final Duration CLOCKS_AGREE_WITHIN = Duration.ofSeconds(5);

    /**
     * The rows of a stream are ordered by id, which is the order in which the services create them. Rows with ids of a time that
     * has not come yet, or of one before the run, are in no stream: they were created while a clock was wrong, so their ids do
     * not tell the order.
     */
    static ScenarioOutboxRows read(ScenarioContext context) throws SQLException {
        ScenarioOutboxRows rows = new ScenarioOutboxRows(new HashMap<>(), new LinkedHashMap<>());
        try (Connection auditor = context.auditor()) {
            auditor.setAutoCommit(false);
            for (String schema : DatabaseConnections.SERVICE_SCHEMAS) {
                SqlQuery.forEach(
                        auditor,
                        ROWS.formatted(schema),
                        row -> rows.add(
                                context.began(),
                                new OutboxMessage(
                                        OutboxMessage.stream(schema, row.getString(2), row.getString(3)),
                                        row.getObject(1, UUID.class),
                                        row.getObject(4, UUID.class),
                                        null)),
                        context.lowestMessageId(),
                        context.lowestId());
            }
        }
        return rows;
    }

    Set<UUID> ids() {
        return rows.keySet();
    }

    private void add(Instant began, OutboxMessage row) {
        UUID id = row.id();
        rows.put(id, row);
        Instant created = Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_BELOW_TIME);
        if (!created.isBefore(began.truncatedTo(ChronoUnit.MILLIS))
                && created.isBefore(Instant.now().plus(CLOCKS_AGREE_WITHIN))) {
            streams.computeIfAbsent(row.stream(), none -> new ArrayList<>()).add(id);
        }
    }
}

package checkout.lab.scenario.kafka;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rows that were committed to the outboxes of all services since a run began. */
record ScenarioOutboxRows(Set<UUID> ids, Map<String, List<UUID>> streams) {

    private static final int BITS_BELOW_TIME = 16;
    private static final Duration CLOCKS_AGREE_WITHIN = Duration.ofSeconds(5);

    /**
     * The rows of a stream are ordered by id, which is the order in which the services create them. Rows with ids of a time that
     * has not come yet are in no stream: they were created while a clock was ahead, so their ids do not tell the order.
     */
    static ScenarioOutboxRows read(ScenarioContext context) throws SQLException {
        ScenarioOutboxRows rows = new ScenarioOutboxRows(new HashSet<>(), new LinkedHashMap<>());
        try (Connection auditor = context.auditor()) {
            auditor.setAutoCommit(false);
            for (String schema : DatabaseConnections.SERVICE_SCHEMAS) {
                SqlQuery.forEach(
                        auditor,
                        "select id, topic, message_key from %s.outbox where id >= ?::uuid order by id"
                                .formatted(schema),
                        row -> rows.add(
                                OutboxMessage.stream(schema, row.getString(2), row.getString(3)),
                                row.getObject(1, UUID.class)),
                        context.lowestId());
            }
        }
        return rows;
    }

    private void add(String stream, UUID id) {
        ids.add(id);
        Instant created = Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_BELOW_TIME);
        if (created.isBefore(Instant.now().plus(CLOCKS_AGREE_WITHIN))) {
            streams.computeIfAbsent(stream, none -> new ArrayList<>()).add(id);
        }
    }
}

package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rows that were committed into the outboxes of all services since a run began. */
record CommittedOutboxRows(Set<UUID> ids, Map<String, List<UUID>> lines) {

    private static final List<String> SCHEMAS = List.of("orders", "inventory", "payments", "sagas");
    private static final int FETCH = 10_000;

    /** A line's rows are in the order of their ids, which is that of their making; scribes keep their own account. */
    static CommittedOutboxRows read(ScenarioContext scenarioContext) throws SQLException {
        CommittedOutboxRows rows = new CommittedOutboxRows(new HashSet<>(), new LinkedHashMap<>());
        try (Connection auditor = scenarioContext.auditor()) {
            auditor.setAutoCommit(false);
            for (String schema : SCHEMAS) {
                rows.read(auditor, schema, scenarioContext.lowestId());
            }
        }
        return rows;
    }

    private void read(Connection auditor, String schema, String lowestId) throws SQLException {
        try (PreparedStatement statement = auditor.prepareStatement(
                "select id, topic, message_key from %s.outbox where id >= ?::uuid order by id".formatted(schema))) {
            statement.setFetchSize(FETCH);
            statement.setString(1, lowestId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    ids.add(id);
                    lines.computeIfAbsent(
                                    MessageKey.line(schema, row.getString(2), row.getString(3)),
                                    none -> new ArrayList<>())
                            .add(id);
                }
            }
        }
    }
}

package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/** One connection in the role of a service that writes outbox rows under keys of its own, a transaction at a time. */
final class OutboxWriter implements Callable<Void> {

    private static final String TYPE = "lab.Line.v1";
    private static final int KEYS = 4;
    private static final int MOST_ROWS = 20;
    private static final int MOST_STATEMENTS = 3;
    private static final int ROLLED_BACK_PERCENT = 20;
    private static final int LONG_PERCENT = 15;
    private static final Duration LONG = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LASTING = Duration.ofSeconds(1);

    private final ScenarioContext scenarioContext;
    private final SeededRandom seededRandom;
    private final WrittenRows writtenRows;
    private final List<String> keys = new ArrayList<>();

    OutboxWriter(ScenarioContext scenarioContext, String name, WrittenRows writtenRows) {
        this.scenarioContext = scenarioContext;
        this.seededRandom = scenarioContext.dice(name);
        this.writtenRows = writtenRows;
        for (int n = 0; n < KEYS; n++) {
            keys.add(UUID.randomUUID().toString());
        }
    }

    @Override
    public Void call() throws SQLException {
        try (Connection connection = scenarioContext.as(LabOutbox.SCHEMA)) {
            connection.setAutoCommit(false);
            while (!Thread.currentThread().isInterrupted()) {
                write(connection);
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void write(Connection connection) throws SQLException, InterruptedException {
        Map<String, List<UUID>> rows = new LinkedHashMap<>();
        long began = System.nanoTime();
        boolean keeps = false;
        try {
            int statements = 1 + seededRandom.below(MOST_STATEMENTS);
            for (int n = 0; n < statements; n++) {
                String key = seededRandom.oneOf(keys);
                List<UUID> ids = insert(connection, key, 1 + seededRandom.below(MOST_ROWS));
                rows.computeIfAbsent(key, none -> new ArrayList<>()).addAll(ids);
                Thread.sleep(seededRandom
                        .between(Duration.ZERO, seededRandom.inHundred(LONG_PERCENT) ? LONG : SHORT)
                        .toMillis());
            }
            keeps = !seededRandom.inHundred(ROLLED_BACK_PERCENT);
        } finally {
            if (keeps) {
                connection.commit();
                rows.forEach(writtenRows::commit);
            } else {
                connection.rollback();
                rows.values().forEach(writtenRows::rollBack);
            }
            count(keeps, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void count(boolean kept, Duration took) {
        scenarioContext
                .eventLog()
                .count(kept ? "scribes' transactions committed" : "scribes' transactions taken back", 1);
        if (took.compareTo(LASTING) > 0) {
            scenarioContext.eventLog().count("scribes' transactions longer than a second", 1);
        }
    }

    private static List<UUID> insert(Connection connection, String key, int count) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            ids.add(LabOutbox.nextId());
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into orders.outbox (id, topic, message_key, type, payload)
                select id, ?, ?, ?, format('{"n":%s}', n) from unnest(?::uuid[]) with ordinality as t (id, n) order by n
                """)) {
            statement.setString(1, LabOutbox.TOPIC);
            statement.setString(2, key);
            statement.setString(3, TYPE);
            statement.setArray(4, connection.createArrayOf("uuid", ids.toArray()));
            statement.executeUpdate();
        }
        return ids;
    }
}

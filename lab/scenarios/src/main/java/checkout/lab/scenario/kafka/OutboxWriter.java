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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes outbox rows under keys of its own over one connection, a transaction at a time. */
final class OutboxWriter implements Callable<Void> {

    private static final String TYPE = "lab.Line.v1";
    private static final int KEYS = 4;
    private static final int MAX_ROWS = 20;
    private static final int MAX_STATEMENTS = 3;
    private static final int ROLLED_BACK_PERCENT = 20;
    private static final int LONG_PERCENT = 15;
    private static final Duration LONG_PAUSE = Duration.ofSeconds(2);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(50);
    private static final long LONG_TRANSACTION_NANOS = Duration.ofSeconds(1).toNanos();

    private final ScenarioContext context;
    private final SeededRandom random;
    private final WrittenOutboxRows writtenRows;
    private final List<String> keys =
            Stream.generate(() -> UUID.randomUUID().toString()).limit(KEYS).toList();

    OutboxWriter(ScenarioContext context, String name, WrittenOutboxRows writtenRows) {
        this.context = context;
        this.random = context.random(name);
        this.writtenRows = writtenRows;
    }

    @Override
    public Void call() throws SQLException {
        try (Connection connection = context.role(LabOutbox.SCHEMA)) {
            connection.setAutoCommit(false);
            while (!Thread.currentThread().isInterrupted()) {
                write(connection);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void write(Connection connection) throws SQLException, InterruptedException {
        Map<String, List<UUID>> rows = new LinkedHashMap<>();
        long began = System.nanoTime();
        boolean commits = false;
        try {
            int statements = 1 + random.below(MAX_STATEMENTS);
            for (int n = 0; n < statements; n++) {
                String key = random.oneOf(keys);
                List<UUID> ids = insert(connection, key, 1 + random.below(MAX_ROWS));
                rows.computeIfAbsent(key, none -> new ArrayList<>()).addAll(ids);
                Thread.sleep(
                        random.between(Duration.ZERO, random.withProbability(LONG_PERCENT) ? LONG_PAUSE : SHORT_PAUSE));
            }
            commits = !random.withProbability(ROLLED_BACK_PERCENT);
        } finally {
            if (commits) {
                connection.commit();
                rows.forEach(writtenRows::addCommitted);
            } else {
                connection.rollback();
                rows.values().forEach(writtenRows::addRolledBack);
            }
            count(commits, System.nanoTime() - began);
        }
    }

    private void count(boolean committed, long nanos) {
        context.eventLog()
                .count(committed ? OutboxWriters.COMMITTED_TRANSACTIONS : OutboxWriters.ROLLED_BACK_TRANSACTIONS);
        if (nanos > LONG_TRANSACTION_NANOS) {
            context.eventLog().count(OutboxWriters.LONG_TRANSACTIONS);
        }
    }

    private static List<UUID> insert(Connection connection, String key, int count) throws SQLException {
        List<UUID> ids =
                IntStream.range(0, count).mapToObj(n -> LabOutbox.nextId()).toList();
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

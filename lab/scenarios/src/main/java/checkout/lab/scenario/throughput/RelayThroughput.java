package checkout.lab.scenario.throughput;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.kafka.LabOutbox;
import checkout.lab.stack.part.StackPart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures how many rows per second the relay publishes: after a cold start, warm and alone, and beside writers at full speed. */
final class RelayThroughput {

    private static final String RELAY = "outbox-relay";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration WRITING = Duration.ofSeconds(10);
    private static final int ROWS = 100_000;
    private static final int ROWS_PER_KEY_OF_BACKLOG = 40;
    private static final int ROWS_PER_KEY_OF_WRITERS = 2;
    private static final int WRITERS = 4;

    private final ScenarioContext context;
    private final NumberedOutboxRows rows;
    private final TopicEndOffsets topic;
    private final List<Measurement> measurements = new ArrayList<>();

    RelayThroughput(ScenarioContext context, NumberedOutboxRows rows, TopicEndOffsets topic) {
        this.context = context;
        this.rows = rows;
        this.topic = topic;
    }

    /** The number of rows published in an interval. */
    record Measurement(String name, long rows, CpuInterval interval) {
        double perSecond() {
            return rows / interval.seconds();
        }

        List<Object> cells() {
            List<Object> cells = new ArrayList<>(List.of(name, rows, interval.seconds(), perSecond()));
            cells.addAll(interval.cpuPerThousand(rows));
            return cells;
        }
    }

    List<Measurement> measurements() {
        return measurements;
    }

    ResultTable table() {
        return new ResultTable(
                List.of(
                        "",
                        "rows",
                        "seconds",
                        "rows/s",
                        "relay CPU ms/1,000",
                        "walsender CPU ms/1,000",
                        "Kafka CPU ms/1,000"),
                measurements.stream().map(Measurement::cells).toList());
    }

    /** Stops the relay, writes rows and starts the relay; measures from its first row in Kafka to its last. */
    void coldStart() throws InterruptedException, SQLException {
        ScenarioProcesses processes = context.processes();
        StackPart relay = processes.part(RELAY);
        processes.stop(relay);
        long before = topic.records();
        try (Connection connection = context.role(LabOutbox.SCHEMA)) {
            writeBacklog(connection, "cold start");
        }
        processes.launch(relay);
        topic.await(before + 1, TIMEOUT);
        // what the first look finds was published before the interval
        long first = topic.records() - before;
        CpuInterval.Start start = start();
        topic.await(before + ROWS, TIMEOUT);
        add("alone, from a cold start", ROWS - first, start.end());
        processes.awaitReady(relay);
    }

    /** Writes all rows in one transaction; measures from its commit to its last row in Kafka. */
    void burst() throws InterruptedException, SQLException {
        long before = topic.records();
        CpuInterval.Start start;
        try (Connection connection = context.role(LabOutbox.SCHEMA)) {
            connection.setAutoCommit(false);
            writeBacklog(connection, "burst");
            start = start();
            connection.commit();
        }
        topic.await(before + ROWS, TIMEOUT);
        add("alone and warm, one transaction", ROWS, start.end());
    }

    private void writeBacklog(Connection connection, String writer) throws SQLException {
        for (int written = 0; written < ROWS; ) {
            written += rows.write(connection, writer, ROWS_PER_KEY_OF_BACKLOG);
        }
    }

    /** Runs writers in small transactions at full speed; measures while they write, and until their last row is in Kafka. */
    void besideWriters() throws InterruptedException {
        long before = topic.records();
        CpuInterval.Start start = start();
        long written = runWriters();
        CpuInterval writing = start.end();
        long published = topic.records() - before;
        add("beside writers, while they wrote", published, writing);
        context.log(
                "%,d rows were written at %,.0f/s, %,d of them were not yet published at the end",
                written, written / writing.seconds(), written - published);
        topic.await(before + written, TIMEOUT);
        add("beside writers, until all was published", written, start.end());
    }

    private long runWriters() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Long>> writing = new ArrayList<>();
            for (int n = 1; n <= WRITERS; n++) {
                String writer = "writer " + n;
                writing.add(threads.submit((Callable<Long>) () -> write(writer)));
            }
            long written = 0;
            for (Future<Long> each : writing) {
                written += each.get();
            }
            return written;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a writer cannot write", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private long write(String writer) throws SQLException {
        long end = System.nanoTime() + WRITING.toNanos();
        long written = 0;
        try (Connection connection = context.role(LabOutbox.SCHEMA)) {
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                written += rows.write(connection, writer, ROWS_PER_KEY_OF_WRITERS);
            }
        }
        return written;
    }

    private CpuInterval.Start start() {
        return CpuInterval.Start.now(context.stack());
    }

    private void add(String name, long count, CpuInterval interval) {
        Measurement measurement = new Measurement(name, count, interval);
        measurements.add(measurement);
        context.log("%s: %,d rows in %.1f s, %,.0f/s", name, count, interval.seconds(), measurement.perSecond());
    }
}

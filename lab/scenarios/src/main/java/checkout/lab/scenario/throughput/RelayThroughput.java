package checkout.lab.scenario.throughput;

import checkout.lab.bench.measure.MeasuredProcesses;
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

/** How many rows a second the relay brings to Kafka: from a standing start, warm and alone, and beside writers at full speed. */
final class RelayThroughput {

    private static final String RELAY = "outbox-relay";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WRITING = Duration.ofSeconds(10);
    private static final int ROWS = 100_000;
    private static final int CHUNK = 40;
    private static final int WRITERS = 4;
    private static final int ROWS_OF_EACH_KEY_AT_ONCE = 2;

    private final ScenarioContext scenarioContext;
    private final NumberedRows rows;
    private final TopicEndOffsets outlet;
    private final List<Measured> measured = new ArrayList<>();

    RelayThroughput(ScenarioContext scenarioContext, NumberedRows rows, TopicEndOffsets outlet) {
        this.scenarioContext = scenarioContext;
        this.rows = rows;
        this.outlet = outlet;
    }

    /** So many rows in such a stretch. */
    record Measured(String what, long rows, CpuInterval stretch) {
        double perSecond() {
            return stretch.perSecond(rows);
        }
    }

    List<Measured> measured() {
        return measured;
    }

    ResultTable grid() {
        return new ResultTable(
                List.of(
                        "",
                        "rows",
                        "seconds",
                        "rows/s",
                        "relay CPU ms/1,000",
                        "walsender CPU ms/1,000",
                        "Kafka CPU ms/1,000"),
                measured.stream().map(RelayThroughput::cells).toList());
    }

    private static List<Object> cells(Measured each) {
        List<Object> cells = new ArrayList<>();
        cells.add(each.what());
        cells.add(each.rows());
        cells.add(each.stretch().seconds());
        cells.add(each.perSecond());
        each.stretch().cpuPerThousand(each.rows()).forEach(cells::add);
        return cells;
    }

    /** The relay is stopped, rows are written, the relay is started; from its first row in Kafka to its last. */
    void standingStart() throws InterruptedException, SQLException {
        ScenarioProcesses scenarioProcesses = scenarioContext.scenarioProcesses();
        StackPart relay = scenarioProcesses.part(RELAY);
        scenarioProcesses.stop(relay);
        long before = outlet.records();
        try (Connection connection = scenarioContext.as(LabOutbox.SCHEMA)) {
            backlog(connection, "standing start");
        }
        scenarioProcesses.launch(relay);
        outlet.await(before + 1, PATIENCE);
        // what was there at the first look came before it
        long first = outlet.records() - before;
        CpuInterval.Begin begin = begin();
        outlet.await(before + ROWS, PATIENCE);
        add("alone, from a standing start", ROWS - first, begin.end());
        scenarioProcesses.awaitReady(relay);
    }

    /** One transaction, so that all its rows are owed at once; from its commit to its last row in Kafka. */
    void burst() throws InterruptedException, SQLException {
        long before = outlet.records();
        CpuInterval.Begin begin;
        try (Connection connection = scenarioContext.as(LabOutbox.SCHEMA)) {
            connection.setAutoCommit(false);
            backlog(connection, "burst");
            begin = begin();
            connection.commit();
        }
        outlet.await(before + ROWS, PATIENCE);
        add("alone and warm, one transaction", ROWS, begin.end());
    }

    private void backlog(Connection connection, String writer) throws SQLException {
        for (int written = 0; written < ROWS; ) {
            written += rows.write(connection, writer, CHUNK);
        }
    }

    /** Writers in small transactions, as fast as they can; until the last of their rows is in Kafka. */
    void besideWriters() throws InterruptedException {
        long before = outlet.records();
        CpuInterval.Begin begin = begin();
        long written = write();
        CpuInterval writing = begin.end();
        long published = outlet.records() - before;
        add("beside writers, while they wrote", published, writing);
        scenarioContext
                .eventLog()
                .tell("%,d rows were written at %,.0f/s, %,d of them were owed at the end"
                        .formatted(written, written / writing.seconds(), written - published));
        outlet.await(before + written, PATIENCE);
        add("beside writers, until all was published", written, begin.end());
    }

    private long write() throws InterruptedException {
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
        try (Connection connection = scenarioContext.as(LabOutbox.SCHEMA)) {
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                written += rows.write(connection, writer, ROWS_OF_EACH_KEY_AT_ONCE);
            }
        }
        return written;
    }

    private CpuInterval.Begin begin() {
        return CpuInterval.Begin.now(new MeasuredProcesses(scenarioContext.stack()));
    }

    private void add(String what, long count, CpuInterval stretch) {
        Measured one = new Measured(what, count, stretch);
        measured.add(one);
        scenarioContext
                .eventLog()
                .tell("%s: %,d rows in %.1f s, %,.0f/s".formatted(what, count, stretch.seconds(), one.perSecond()));
    }
}

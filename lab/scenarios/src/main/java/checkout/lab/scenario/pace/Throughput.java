package checkout.lab.scenario.pace;

import checkout.lab.bench.measure.Processes;
import checkout.lab.scenario.expectation.Grid;
import checkout.lab.scenario.kafka.LabOutbox;
import checkout.lab.scenario.scene.Cast;
import checkout.lab.scenario.scene.Scene;
import checkout.lab.stack.part.Part;
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
final class Throughput {

    private static final String RELAY = "outbox-relay";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WRITING = Duration.ofSeconds(10);
    private static final int ROWS = 100_000;
    private static final int CHUNK = 40;
    private static final int WRITERS = 4;
    private static final int ROWS_OF_EACH_KEY_AT_ONCE = 2;

    private final Scene scene;
    private final NumberedRows rows;
    private final Outlet outlet;
    private final List<Measured> measured = new ArrayList<>();

    Throughput(Scene scene, NumberedRows rows, Outlet outlet) {
        this.scene = scene;
        this.rows = rows;
        this.outlet = outlet;
    }

    /** So many rows in such a stretch. */
    record Measured(String what, long rows, Stretch stretch) {
        double perSecond() {
            return stretch.perSecond(rows);
        }
    }

    List<Measured> measured() {
        return measured;
    }

    Grid grid() {
        return new Grid(
                List.of(
                        "",
                        "rows",
                        "seconds",
                        "rows/s",
                        "relay CPU ms/1,000",
                        "walsender CPU ms/1,000",
                        "Kafka CPU ms/1,000"),
                measured.stream().map(Throughput::cells).toList());
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
        Cast cast = scene.cast();
        Part relay = cast.part(RELAY);
        cast.stop(relay);
        long before = outlet.records();
        try (Connection connection = scene.as(LabOutbox.SCHEMA)) {
            backlog(connection, "standing start");
        }
        cast.launch(relay);
        outlet.await(before + 1, PATIENCE);
        // what was there at the first look came before it
        long first = outlet.records() - before;
        Stretch.Begin begin = begin();
        outlet.await(before + ROWS, PATIENCE);
        add("alone, from a standing start", ROWS - first, begin.end());
        cast.awaitReady(relay);
    }

    /** One transaction, so that all its rows are owed at once; from its commit to its last row in Kafka. */
    void burst() throws InterruptedException, SQLException {
        long before = outlet.records();
        Stretch.Begin begin;
        try (Connection connection = scene.as(LabOutbox.SCHEMA)) {
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
        Stretch.Begin begin = begin();
        long written = write();
        Stretch writing = begin.end();
        long published = outlet.records() - before;
        add("beside writers, while they wrote", published, writing);
        scene.chronicle()
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
        try (Connection connection = scene.as(LabOutbox.SCHEMA)) {
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                written += rows.write(connection, writer, ROWS_OF_EACH_KEY_AT_ONCE);
            }
        }
        return written;
    }

    private Stretch.Begin begin() {
        return Stretch.Begin.now(new Processes(scene.stack()));
    }

    private void add(String what, long count, Stretch stretch) {
        Measured one = new Measured(what, count, stretch);
        measured.add(one);
        scene.chronicle()
                .tell("%s: %,d rows in %.1f s, %,.0f/s".formatted(what, count, stretch.seconds(), one.perSecond()));
    }
}

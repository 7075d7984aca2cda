package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Writers beside the services, whose transactions overlap, last long, hold many rows, and are often taken back. */
public final class OutboxWriters implements Fault {

    private static final long LONGEST_TRANSACTION_SECONDS = 30;

    private final WrittenRows writtenRows;
    private final int count;

    public OutboxWriters(WrittenRows writtenRows, int count) {
        this.writtenRows = writtenRows;
        this.count = count;
    }

    /** Until it is interrupted. */
    @Override
    public void strike(ScenarioContext scenarioContext) throws InterruptedException, SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Future<?>> writing = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            OutboxWriter outboxWriter = new OutboxWriter(scenarioContext, "scribe " + n, writtenRows);
            writing.add(threads.submit(outboxWriter));
        }
        try {
            for (Future<?> each : writing) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scribe cannot write", e.getCause());
        } finally {
            threads.shutdownNow();
            // an interrupt ends a transaction in the next pause, and its outcome is still to be noted
            awaitTheLast(threads);
        }
    }

    private static void awaitTheLast(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(LONGEST_TRANSACTION_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a scribe does not come to an end");
            }
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

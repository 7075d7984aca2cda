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

/** Writers beside the services, whose transactions overlap, are long, contain many rows, and are often rolled back. */
public final class OutboxWriters implements Fault {

    public static final String COMMITTED_TRANSACTIONS = "outbox writers' transactions committed";
    public static final String ROLLED_BACK_TRANSACTIONS = "outbox writers' transactions rolled back";
    public static final String LONG_TRANSACTIONS = "outbox writers' transactions longer than a second";

    private static final long MAX_TRANSACTION_SECONDS = 30;

    private final WrittenOutboxRows writtenRows;
    private final int count;

    public OutboxWriters(WrittenOutboxRows writtenRows, int count) {
        this.writtenRows = writtenRows;
        this.count = count;
    }

    /** Writes until it is interrupted. */
    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Future<?>> writing = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            writing.add(threads.submit(new OutboxWriter(context, "outbox writer " + n, writtenRows)));
        }
        try {
            for (Future<?> each : writing) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outbox writer cannot write", e.getCause());
        } finally {
            threads.shutdownNow();
            // the interrupt ends a transaction at its next pause, and its outcome must still be recorded
            awaitTermination(threads);
        }
    }

    private static void awaitTermination(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(MAX_TRANSACTION_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("an outbox writer does not end");
            }
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

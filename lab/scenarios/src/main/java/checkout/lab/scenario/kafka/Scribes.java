package checkout.lab.scenario.kafka;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.scene.Scene;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Writers beside the services, whose transactions overlap, last long, hold many rows, and are often taken back. */
public final class Scribes implements Fault {

    private static final long LONGEST_TRANSACTION_SECONDS = 30;

    private final Writings writings;
    private final int count;

    public Scribes(Writings writings, int count) {
        this.writings = writings;
        this.count = count;
    }

    /** Until it is interrupted. */
    @Override
    public void strike(Scene scene) throws InterruptedException, SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Future<?>> writing = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Scribe scribe = new Scribe(scene, "scribe " + n, writings);
            writing.add(threads.submit(scribe));
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

package checkout.lab.bench.baseline;

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
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** A number of connections that do one checkout after the other. */
final class BaselineRun implements AutoCloseable {

    /** The first part of the time is for getting warm. */
    private static final double WARM_UP = 0.25;

    private final List<Connection> connections = new ArrayList<>();
    private final List<BaselineCheckout> checkouts = new ArrayList<>();

    BaselineRun(DataSource source, SampleCheckout sampleCheckout, int connections) throws SQLException {
        for (int i = 0; i < connections; i++) {
            Connection connection = source.getConnection();
            this.connections.add(connection);
            connection.setAutoCommit(false);
            checkouts.add(new BaselineCheckout(connection, sampleCheckout));
        }
    }

    int connections() {
        return connections.size();
    }

    double perSecond(Duration duration) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        long measuredFrom = begin + (long) (duration.toNanos() * WARM_UP);
        long end = begin + duration.toNanos();
        LongAdder done = new LongAdder();
        ExecutorService threads = Executors.newFixedThreadPool(connections.size());
        try {
            List<Callable<Void>> work = checkouts.stream()
                    .map(checkout -> (Callable<Void>) () -> {
                        for (long now = begin; now < end; now = System.nanoTime()) {
                            checkout.run();
                            long finished = System.nanoTime();
                            if (finished >= measuredFrom && finished < end) {
                                done.increment();
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new IllegalStateException("the floor failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return done.sum() / ((end - measuredFrom) / 1e9);
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}

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

/** Runs checkouts over a number of connections, one after the other on each. */
final class BaselineRun implements AutoCloseable {

    /** The share of the time that is not measured. */
    private static final double WARM_UP = 0.25;

    private final List<Connection> connections = new ArrayList<>();
    private final List<BaselineCheckout> checkouts = new ArrayList<>();

    BaselineRun(DataSource source, SampleCheckout sample, int connections) throws SQLException {
        for (int i = 0; i < connections; i++) {
            Connection connection = source.getConnection();
            this.connections.add(connection);
            connection.setAutoCommit(false);
            checkouts.add(new BaselineCheckout(connection, sample));
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
            for (Future<Void> finished : threads.invokeAll(work)) {
                finished.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new IllegalStateException("the baseline failed", e.getCause());
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

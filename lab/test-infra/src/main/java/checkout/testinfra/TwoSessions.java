package checkout.testinfra;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs two transactions against each other: the first has executed its statements and is open when the second begins. Tells
 * whether the second waits for a lock of the first.
 */
public final class TwoSessions {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 5;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate first;
    private final TransactionTemplate second;

    /** Two sessions of this database. */
    public TwoSessions(DataSource database) {
        this(database, database);
    }

    /** The sessions of two instances, each with connections of its own. */
    public TwoSessions(DataSource first, DataSource second) {
        this.jdbc = new JdbcTemplate(first);
        this.first = new TransactionTemplate(new JdbcTransactionManager(first));
        this.second = new TransactionTemplate(new JdbcTransactionManager(second));
    }

    /** Executes statements in the transaction that the calling thread is in, if the sessions are of one database. */
    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Returns the result of the second, which must wait until the first commits. */
    public <T> T secondWaits(Runnable holding, Supplier<T> waiting) {
        return run(holding, waiting, true);
    }

    /** Returns the result of the second, which must end while the first is open. */
    public <T> T secondGoesOn(Runnable holding, Supplier<T> passing) {
        return run(holding, passing, false);
    }

    private <T> T run(Runnable holding, Supplier<T> other, boolean expected) {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            CompletableFuture<T> result = first.execute(status -> {
                holding.run();
                CompletableFuture<T> running =
                        CompletableFuture.supplyAsync(() -> second.execute(its -> other.get()), thread);
                if (waitsForThisSession(running) != expected) {
                    throw new AssertionError("the second transaction "
                            + (expected ? "did not wait for the first" : "waits for the first, instead of going on"));
                }
                return running;
            });
            return result.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private boolean waitsForThisSession(CompletableFuture<?> running) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!hasEnded(running)) {
            // not pg_stat_activity, which does not change within a transaction
            if (Boolean.TRUE.equals(jdbc.queryForObject("""
                    select exists (select from pg_locks
                                   where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)))
                    """, Boolean.class))) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the second transaction neither ends nor waits for the first");
            }
        }
        return false;
    }

    private static boolean hasEnded(CompletableFuture<?> running) {
        try {
            running.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failed) {
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}

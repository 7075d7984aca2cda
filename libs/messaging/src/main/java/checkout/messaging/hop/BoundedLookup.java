package checkout.messaging.hop;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Looks something up in a server that may not answer. The caller waits for a limited time, and a lookup that is given up
 * keeps one of few threads until its connection gives it up too, so that a silent server takes no more than these.
 */
final class BoundedLookup implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 8;

    private final String server;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    /** @param server the subject of the sentence that says why nothing is known */
    BoundedLookup(String server, Duration limit) {
        this.server = server;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("hops-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** What a lookup came to. */
    sealed interface Result<T> {
        record Found<T>(T value) implements Result<T> {}

        record Unknown<T>(String why) implements Result<T> {}
    }

    <T> Result<T> ask(Supplier<T> lookup) {
        Future<T> answer;
        try {
            answer = threads.submit(lookup::get);
        } catch (RejectedExecutionException full) {
            return new Result.Unknown<>("%s has not answered earlier questions yet".formatted(server));
        }
        try {
            return new Result.Found<>(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silent) {
            answer.cancel(true);
            return new Result.Unknown<>("%s did not answer in %d ms".formatted(server, limit.toMillis()));
        } catch (ExecutionException failure) {
            return new Result.Unknown<>("%s answered with an error: %s".formatted(server, reason(failure)));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Result.Unknown<>("the question was interrupted");
        }
    }

    /** One line; what a server says about a statement may have several. */
    private static String reason(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
        return text.lines().findFirst().orElse(text);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package checkout.lab.time;

import java.time.Duration;
import java.util.function.Predicate;

/** Repeats a check until it returns what is wanted or the timeout has passed. */
public record Polling(Duration timeout, Duration interval) {

    /** What is repeated. */
    public interface Check<T, E extends Exception> {
        T run() throws E, InterruptedException;
    }

    /** The same, but not longer than this. */
    public Polling atMost(Duration longest) {
        return timeout.compareTo(longest) <= 0 ? this : new Polling(longest, interval);
    }

    /** Returns the last result, whether it is the wanted one or not. */
    public <T, E extends Exception> T until(Predicate<? super T> wanted, Check<T, E> check)
            throws E, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        T result = check.run();
        while (!wanted.test(result) && System.nanoTime() < deadline) {
            Thread.sleep(interval);
            result = check.run();
        }
        return result;
    }
}

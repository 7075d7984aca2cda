package checkout.lab.stack.demo;

import checkout.lab.stack.demo.StorefrontClient.Progress;
import checkout.lab.stack.demo.StorefrontClient.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Submits carts concurrently and follows every checkout to its end, or until the timeout. */
public final class DemoRun {

    private static final int CONCURRENT_CUSTOMERS = 8;
    private static final long POLL_MILLIS = 100;

    private final StorefrontClient storefront;
    private final Duration timeout;
    private final ConcurrentLinkedQueue<String> pending = new ConcurrentLinkedQueue<>();
    private DemoCounts counts = DemoCounts.of(0);

    public DemoRun(String url, String key, Duration timeout) {
        this.storefront = new StorefrontClient(url, key);
        this.timeout = timeout;
    }

    /** The counts as text, and whether every order ended. */
    public record Result(String summary, boolean allEnded) {}

    public Result run(int orders, Consumer<String> progress) throws IOException, InterruptedException {
        long began = System.nanoTime();
        update(none -> DemoCounts.of(orders));
        ExecutorService customers = Executors.newFixedThreadPool(CONCURRENT_CUSTOMERS);
        try {
            Future<?> submitting = CompletableFuture.allOf(IntStream.range(0, orders)
                    .mapToObj(n -> CompletableFuture.runAsync(() -> submit(n), customers))
                    .toArray(CompletableFuture[]::new));
            while (!(submitting.isDone() && pending.isEmpty()) && System.nanoTime() - began < timeout.toNanos()) {
                pollPending();
                progress.accept(counts().progressLine());
                Thread.sleep(POLL_MILLIS);
            }
            progress.accept(counts().progressLine());
        } finally {
            customers.shutdownNow();
        }
        DemoCounts end = counts();
        return new Result(end.summary((System.nanoTime() - began) / 1e9), end.allEnded());
    }

    private synchronized void update(UnaryOperator<DemoCounts> change) {
        counts = change.apply(counts);
    }

    private synchronized DemoCounts counts() {
        return counts;
    }

    private void submit(int n) {
        try {
            Submission submission = storefront.submit(DemoCart.number(n));
            switch (submission) {
                case Submission.Accepted accepted -> {
                    update(DemoCounts::accept);
                    pending.add(accepted.checkoutId());
                }
                case Submission.Refused refused -> update(c -> c.refuse(refused.reason()));
            }
        } catch (IOException e) {
            update(c -> c.refuse("no answer (" + e.getMessage() + ")"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private void pollPending() throws IOException, InterruptedException {
        for (String checkout : pending) {
            Progress progress = storefront.progress(checkout);
            if (progress.status().equals("CONFIRMED")) {
                update(DemoCounts::confirm);
                pending.remove(checkout);
            } else if (progress.status().equals("REJECTED")) {
                update(c -> c.reject(progress.reason()));
                pending.remove(checkout);
            }
        }
    }
}

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

/** Submits carts side by side and follows every checkout to its end, or to the end of its patience. */
public final class DemoRun {

    private static final int CUSTOMERS_AT_ONCE = 8;
    private static final long POLL_MILLIS = 100;

    private final StorefrontClient storefront;
    private final Duration patience;
    private final ConcurrentLinkedQueue<String> pending = new ConcurrentLinkedQueue<>();
    private DemoCounts tally = DemoCounts.of(0);

    public DemoRun(String url, String key, Duration patience) {
        this.storefront = new StorefrontClient(url, key);
        this.patience = patience;
    }

    /** What the demo came to, in words, and whether every order ended. */
    public record Result(String summary, boolean allEnded) {}

    public Result run(int orders, Consumer<String> progress) throws IOException, InterruptedException {
        long began = System.nanoTime();
        count(none -> DemoCounts.of(orders));
        ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS_AT_ONCE);
        try {
            Future<?> submitting = CompletableFuture.allOf(IntStream.range(0, orders)
                    .mapToObj(n -> CompletableFuture.runAsync(() -> submit(n), customers))
                    .toArray(CompletableFuture[]::new));
            while (!(submitting.isDone() && pending.isEmpty()) && System.nanoTime() - began < patience.toNanos()) {
                look();
                progress.accept(tally().line());
                Thread.sleep(POLL_MILLIS);
            }
            progress.accept(tally().line());
        } finally {
            customers.shutdownNow();
        }
        DemoCounts end = tally();
        return new Result(end.summary((System.nanoTime() - began) / 1e9), end.allEnded());
    }

    private synchronized void count(UnaryOperator<DemoCounts> change) {
        tally = change.apply(tally);
    }

    private synchronized DemoCounts tally() {
        return tally;
    }

    private void submit(int n) {
        try {
            Submission submission = storefront.submit(DemoCart.number(n));
            if (submission instanceof Submission.Accepted accepted) {
                count(DemoCounts::accept);
                pending.add(accepted.checkoutId());
            } else if (submission instanceof Submission.Refused refused) {
                count(t -> t.refuse(refused.why()));
            }
        } catch (IOException e) {
            count(t -> t.refuse("no answer (" + e.getMessage() + ")"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private void look() throws IOException, InterruptedException {
        for (String checkout : pending) {
            Progress progress = storefront.progress(checkout);
            if (progress.status().equals("CONFIRMED")) {
                count(DemoCounts::confirm);
                pending.remove(checkout);
            } else if (progress.status().equals("REJECTED")) {
                count(t -> t.reject(progress.reason()));
                pending.remove(checkout);
            }
        }
    }
}

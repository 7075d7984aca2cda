package checkout.lab.stack.demo;

import checkout.lab.stack.demo.StorefrontClient.Progress;
import checkout.lab.stack.demo.StorefrontClient.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many customers at once, each of whom follows one checkout to its end and then submits the next. */
public final class TrainingLoad {

    private static final int CUSTOMERS = 48;
    private static final long POLL_MILLIS = 50;
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final StorefrontClient storefront;
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();

    public TrainingLoad(String url, String key) {
        this.storefront = new StorefrontClient(url, key);
    }

    /** Returns how many checkouts were accepted. Customers who get no answer go on: how a checkout ends does not matter. */
    public int run(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.execute(() -> shopUntil(end));
        }
        customers.shutdown();
        if (!customers.awaitTermination(duration.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS)) {
            customers.shutdownNow();
        }
        return accepted.get();
    }

    private void shopUntil(long end) {
        try {
            while (System.nanoTime() < end) {
                shop(end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shop(long end) throws InterruptedException {
        try {
            Submission submission = storefront.submit(DemoCart.number(submitted.getAndIncrement()));
            if (submission instanceof Submission.Accepted checkout) {
                accepted.incrementAndGet();
                follow(checkout.checkoutId(), end);
            }
        } catch (IOException e) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void follow(String checkoutId, long end) throws IOException, InterruptedException {
        Progress progress;
        do {
            Thread.sleep(POLL_MILLIS);
            progress = storefront.progress(checkoutId);
        } while (progress.status().equals("PENDING") && System.nanoTime() < end);
    }
}

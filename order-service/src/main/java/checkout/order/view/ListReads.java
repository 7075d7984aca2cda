package checkout.order.view;

import checkout.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Bounds how many lists of checkouts are read at once. A list is the longest statement of a storefront, and lists that take
 * long must not occupy the connections that every other request needs.
 */
@Component
class ListReads {
    private static final int MAX_AT_ONCE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore places;
    private final Duration patience;

    @Autowired
    ListReads() {
        this(MAX_AT_ONCE, PATIENCE);
    }

    ListReads(int maxAtOnce, Duration patience) {
        this.places = new Semaphore(maxAtOnce, true);
        this.patience = patience;
    }

    /** Refuses the read if there is no place for it soon. A place is left when the read has ended, however it ends. */
    <T> T read(Supplier<T> list) {
        if (!enter()) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "busy",
                            "The service is busy",
                            "Too many lists of checkouts are being read. Send the request again in a second.")
                    .header(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            return list.get();
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package checkout.order.request;

import checkout.order.storefront.quota.StorefrontFairQueue;
import checkout.web.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Bounds how many lists of checkouts, and of webhook deliveries, are read at once. A list is the longest statement of a storefront, and lists that take
 * long must not occupy the connections that every other request needs. One storefront never has all the places, and the
 * storefronts whose lists wait take turns, so that the lists of one do not keep another from its own.
 */
@Component
public class ListReads {
    private static final int MAX_AT_ONCE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int maxOfStorefront;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final StorefrontFairQueue<Place> waiting = new StorefrontFairQueue<>();

    /** How many places a storefront has taken; those that have taken none are left out. */
    private final Map<String, Integer> taken = new HashMap<>();

    private int free;

    @Autowired
    ListReads() {
        this(MAX_AT_ONCE, PATIENCE);
    }

    ListReads(int maxAtOnce, Duration patience) {
        this.free = maxAtOnce;
        this.maxOfStorefront = Math.max(1, maxAtOnce - 1);
        this.patience = patience;
    }

    /** A place that a list waits for. */
    private static final class Place {
        private final String storefront;
        private final Condition change;
        private boolean isTaken;

        Place(String storefront, Condition change) {
            this.storefront = storefront;
            this.change = change;
        }
    }

    /** Refuses the read if there is no place for it soon. A place is left when the read has ended, however it ends. */
    public <T> T read(String storefront, Supplier<T> list) {
        if (!enter(storefront)) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "busy",
                            "The service is busy",
                            "Too many lists are being read. Send the request again in a second.")
                    .header(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            return list.get();
        } finally {
            leave(storefront);
        }
    }

    private boolean enter(String storefront) {
        lock.lock();
        try {
            Place place = new Place(storefront, lock.newCondition());
            waiting.add(storefront, place);
            givePlaces();
            return await(place);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Place place) {
        long nanos = patience.toNanos();
        try {
            while (!place.isTaken && nanos > 0) {
                nanos = place.change.awaitNanos(nanos);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (!place.isTaken) {
            waiting.remove(place.storefront, place);
        }
        return place.isTaken;
    }

    private void leave(String storefront) {
        lock.lock();
        try {
            free++;
            taken.computeIfPresent(storefront, (name, places) -> places == 1 ? null : places - 1);
            givePlaces();
        } finally {
            lock.unlock();
        }
    }

    /** How many lists wait for a place. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void givePlaces() {
        while (free > 0) {
            Optional<Place> next = waiting.next(storefront -> taken.getOrDefault(storefront, 0) < maxOfStorefront);
            if (next.isEmpty()) {
                return;
            }
            Place place = next.get();
            place.isTaken = true;
            free--;
            taken.merge(place.storefront, 1, Integer::sum);
            place.change.signal();
        }
    }
}

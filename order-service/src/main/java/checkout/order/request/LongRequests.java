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
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Bounds how many of the requests that may take long are executed at once: lists of checkouts and webhook deliveries, which are
 * the longest statements of a storefront, and requests that lock an order, which another transaction may keep locked. They
 * must not occupy the connections that every other request needs. One storefront never has all the places, and those whose
 * requests wait take turns, so that the requests of one do not keep another from its own.
 */
@Component
public class LongRequests {
    private static final int MAX_AT_ONCE = 4;
    private static final int MAX_OF_STOREFRONT = 2;
    private static final Duration PATIENCE_OF_LISTS = Duration.ofSeconds(1);

    /** As long as a thread waits for a connection. */
    private static final Duration PATIENCE_OF_LOCKS = Duration.ofSeconds(5);

    private final int maxOfStorefront;
    private final Duration patienceOfLists;
    private final Duration patienceOfLocks;
    private final ReentrantLock lock = new ReentrantLock();
    private final StorefrontFairQueue<Place> waiting = new StorefrontFairQueue<>();

    /** How many places a storefront has taken; those that have taken none are left out. */
    private final Map<String, Integer> taken = new HashMap<>();

    private int free;

    @Autowired
    LongRequests() {
        this(MAX_AT_ONCE, MAX_OF_STOREFRONT, PATIENCE_OF_LISTS, PATIENCE_OF_LOCKS);
    }

    LongRequests(int maxAtOnce, int maxOfStorefront, Duration patienceOfLists, Duration patienceOfLocks) {
        this.free = maxAtOnce;
        this.maxOfStorefront = maxOfStorefront;
        this.patienceOfLists = patienceOfLists;
        this.patienceOfLocks = patienceOfLocks;
    }

    /** A place that a request waits for. */
    private static final class Place {
        private final String storefront;
        private final Condition change;
        private boolean isTaken;

        Place(String storefront, Condition change) {
            this.storefront = storefront;
            this.change = change;
        }
    }

    /** Reads a list, or refuses it if there is no place for it soon. */
    public <T> T list(String storefront, Supplier<T> list) {
        if (!enter(storefront, patienceOfLists)) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "busy",
                            "The service is busy",
                            "Too many lists are being read. Send the request again in a second.")
                    .header(HttpHeaders.RETRY_AFTER, "1");
        }
        return inPlace(storefront, list);
    }

    /**
     * Executes a request that locks an order.
     *
     * @throws CannotAcquireLockException if there is no place for it in the time that it may wait, as if the lock were not free
     */
    public <T> T lockingOrder(String storefront, Supplier<T> request) {
        if (!enter(storefront, patienceOfLocks)) {
            throw new CannotAcquireLockException(
                    "the requests of storefront %s that lock orders wait for each other".formatted(storefront));
        }
        return inPlace(storefront, request);
    }

    /** The place is left when the request has ended, however it ends. */
    private <T> T inPlace(String storefront, Supplier<T> request) {
        try {
            return request.get();
        } finally {
            leave(storefront);
        }
    }

    private boolean enter(String storefront, Duration patience) {
        lock.lock();
        try {
            Place place = new Place(storefront, lock.newCondition());
            waiting.add(storefront, place);
            givePlaces();
            return await(place, patience);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Place place, Duration patience) {
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

    /** How many requests wait for a place. */
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

package checkout.order.availability;

import java.time.Duration;

/**
 * How much of a sku was available when inventory-service was asked. Times are those of {@link System#nanoTime}.
 *
 * @param askedAt when the request was sent, because the answer may be as old as that
 * @param freshFor how long it is fresh
 */
record CachedQuantity(int available, long askedAt, long freshFor) {
    /** How a quantity of some age is used. */
    enum Use {
        /** As it is. */
        FRESH,
        /** As it is, while a new one is requested. */
        REVALIDATED,
        /** Only if a new one cannot be had. */
        LAST_KNOWN,
        /** Not at all. */
        NONE
    }

    Use use(long now, StockClientSettings settings) {
        long age = now - askedAt;
        if (age < freshFor) {
            return Use.FRESH;
        }
        if (age < settings.maxAge().plus(settings.staleWhileRevalidate()).toNanos()) {
            return Use.REVALIDATED;
        }
        return age < settings.unknownAfter().toNanos() ? Use.LAST_KNOWN : Use.NONE;
    }

    /** Whether it is renewed together with others that have to be, so that a page needs one request and not one per product. */
    boolean isDue(long now) {
        return now - askedAt >= freshFor / 2;
    }

    Duration age(long now) {
        return Duration.ofNanos(Math.max(0, now - askedAt));
    }

    /** Negative for what is no longer fresh. */
    Duration timeToLive(long now) {
        return Duration.ofNanos(freshFor - (now - askedAt));
    }

    CachedQuantity noLongerFresh() {
        return new CachedQuantity(available, askedAt, 0);
    }
}

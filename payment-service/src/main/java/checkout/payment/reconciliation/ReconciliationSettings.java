package checkout.payment.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are compared with the provider's ledger.
 *
 * @param every a run begins when the last one began this long ago; 0s for never, then only operators begin runs
 * @param pageSize how many checkouts are read at once
 * @param callsPerSecond how many requests a run makes per second at most; while the rate of all requests is limited
 *     ({@code checkout.payment.card.calls-per-second}), a tenth of that at most
 * @param unchangedFor how long a payment must not have changed before a difference is believed
 * @param secondLookAfter the wait before what differs is looked at again
 * @param maxSuspects a run with more differences than this fails: the two ledgers do not belong together
 * @param lease how long a run belongs to the instance that works on it; afterwards another one goes on with it
 * @param firstRetry bound of the random wait after the first failed request; doubled up to {@code lastRetry}
 * @param giveUpAfter a run fails when the provider has not answered for this long
 * @param keep how long ended runs are kept, and closed differences after they were seen for the last time
 */
@ConfigurationProperties("checkout.payment.reconciliation")
public record ReconciliationSettings(
        @DefaultValue("1h") Duration every,
        @DefaultValue("500") int pageSize,
        @DefaultValue("10") int callsPerSecond,
        @DefaultValue("2m") Duration unchangedFor,
        @DefaultValue("30s") Duration secondLookAfter,
        @DefaultValue("10000") int maxSuspects,
        @DefaultValue("1m") Duration lease,
        @DefaultValue("1s") Duration firstRetry,
        @DefaultValue("30s") Duration lastRetry,
        @DefaultValue("15m") Duration giveUpAfter,
        @DefaultValue("90d") Duration keep) {
    private static final int MAX_PAGE_SIZE = 1_000;

    public ReconciliationSettings {
        if (every.isNegative() || unchangedFor.isNegative() || keep.isNegative()) {
            throw invalid(".every is %s, .unchanged-for is %s and .keep is %s; each must be 0s or longer"
                    .formatted(every, unchangedFor, keep));
        }
        if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
            throw invalid(".page-size is %d; set 1 to %d".formatted(pageSize, MAX_PAGE_SIZE));
        }
        if (callsPerSecond < 1 || maxSuspects < 1) {
            throw invalid(".calls-per-second is %d and .max-suspects is %d; each must be at least 1"
                    .formatted(callsPerSecond, maxSuspects));
        }
        if (!secondLookAfter.isPositive() || !lease.isPositive() || !firstRetry.isPositive()) {
            throw invalid(".second-look-after is %s, .lease is %s and .first-retry is %s; each must be positive"
                    .formatted(secondLookAfter, lease, firstRetry));
        }
        if (lastRetry.compareTo(firstRetry) < 0 || lastRetry.compareTo(lease) >= 0) {
            throw invalid(".last-retry is %s; it must be between .first-retry (%s) and .lease (%s)"
                    .formatted(lastRetry, firstRetry, lease));
        }
    }

    /** Whether runs begin by themselves. */
    boolean isScheduled() {
        return !every.isZero();
    }

    /** No look at a suspect is put off for longer. */
    Duration longestWait() {
        return unchangedFor.plus(secondLookAfter);
    }

    private static IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("checkout.payment.reconciliation" + what);
    }
}

package checkout.payment.provider;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the card provider is called.
 *
 * @param url of the provider
 * @param timeout after which a call counts as unanswered and is repeated
 * @param callsPerSecond how many requests all instances together make per second; set it to four fifths of what the provider
 *     allows, because requests do not arrive as evenly as they are sent; 0 for no limit
 * @param concurrency maximum number of first calls for payments under way; three times as many slow ones may be besides
 * @param repeatConcurrency maximum number of repeated calls for payments under way, besides the first ones
 * @param refundConcurrency maximum number of first calls for refunds under way, besides those for payments
 * @param slowAfter how long a call may take before it counts as slow: it is logged, and gives its place among the first
 *     calls to another
 * @param sweepEvery interval between searches for due calls, besides the searches right after a commit
 * @param lease how long a call belongs to the process that took it; afterwards another process may repeat it
 * @param firstRetry bound of the random wait after the first unanswered call; doubled up to {@code lastRetry}
 * @param challenge how long a customer may take to confirm a payment at the bank (3-D Secure); shorter than the saga waits
 *     for the authorization, so that the saga is told why the payment failed
 */
@ConfigurationProperties("checkout.payment.card")
public record CardSettings(
        URI url,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("0") int callsPerSecond,
        @DefaultValue("64") int concurrency,
        @DefaultValue("16") int repeatConcurrency,
        @DefaultValue("16") int refundConcurrency,
        @DefaultValue("500ms") Duration slowAfter,
        @DefaultValue("250ms") Duration sweepEvery,
        @DefaultValue("5s") Duration lease,
        @DefaultValue("200ms") Duration firstRetry,
        @DefaultValue("30s") Duration lastRetry,
        @DefaultValue("25s") Duration challenge) {

    public CardSettings {
        if (lease.compareTo(timeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "checkout.payment.card.lease must be at least twice the timeout, or calls are made twice");
        }
        if (concurrency < 1 || repeatConcurrency < 1 || refundConcurrency < 1) {
            throw new IllegalArgumentException(
                    "checkout.payment.card.concurrency is %d, .repeat-concurrency is %d and .refund-concurrency is %d; each must be at least 1"
                            .formatted(concurrency, repeatConcurrency, refundConcurrency));
        }
        if (callsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "checkout.payment.card.calls-per-second is %d; set 0 for no limit, or more"
                            .formatted(callsPerSecond));
        }
        if (!slowAfter.isPositive() || !challenge.isPositive()) {
            throw new IllegalArgumentException(
                    "checkout.payment.card.slow-after is %s and .challenge is %s; both must be positive"
                            .formatted(slowAfter, challenge));
        }
    }
}

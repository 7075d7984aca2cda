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
 * @param concurrency maximum number of calls for payments under way
 * @param refundConcurrency maximum number of calls for refunds under way, besides those for payments
 * @param sweepEvery interval between searches for due calls, besides the searches right after a commit
 * @param lease how long a call belongs to the process that took it; afterwards another process may repeat it
 * @param firstRetry wait after the first unanswered call; doubled up to {@code lastRetry}, with jitter
 */
@ConfigurationProperties("checkout.payment.card")
public record CardSettings(
        URI url,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("64") int concurrency,
        @DefaultValue("16") int refundConcurrency,
        @DefaultValue("250ms") Duration sweepEvery,
        @DefaultValue("5s") Duration lease,
        @DefaultValue("200ms") Duration firstRetry,
        @DefaultValue("30s") Duration lastRetry) {

    public CardSettings {
        if (lease.compareTo(timeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "checkout.payment.card.lease must be at least twice the timeout, or calls are made twice");
        }
        if (concurrency < 1 || refundConcurrency < 1) {
            throw new IllegalArgumentException(
                    "checkout.payment.card.concurrency is %d and .refund-concurrency is %d; both must be at least 1"
                            .formatted(concurrency, refundConcurrency));
        }
    }
}

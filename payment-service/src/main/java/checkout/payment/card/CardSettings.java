package checkout.payment.card;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the card network is called.
 *
 * @param url of the network
 * @param timeout after which an answer no longer counts and the call is made again
 * @param concurrency the most calls under way at once
 * @param sweepEvery how often calls that are due are looked for, besides when one is known to be
 * @param lease for which a call belongs to whoever took it; behind it a crash of the taker is assumed
 * @param firstRetry wait after the first call without an answer; doubles up to {@code lastRetry}, with jitter
 */
@ConfigurationProperties("checkout.payment.card")
public record CardSettings(
        URI url,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("64") int concurrency,
        @DefaultValue("250ms") Duration sweepEvery,
        @DefaultValue("5s") Duration lease,
        @DefaultValue("200ms") Duration firstRetry,
        @DefaultValue("30s") Duration lastRetry) {

    public CardSettings {
        if (lease.compareTo(timeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "checkout.payment.card.lease has to be at least twice the timeout, or calls are made twice");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("checkout.payment.card.concurrency has to be at least 1");
        }
    }
}

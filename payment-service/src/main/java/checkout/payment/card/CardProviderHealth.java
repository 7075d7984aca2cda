package checkout.payment.card;

import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardAnswer.Misconfigured;
import checkout.payment.provider.CardAnswer.Unknown;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Is down while the card provider rejects this service's address or credentials. A person must fix that; the calls stay owed
 * and are repeated meanwhile. It is no part of readiness, because payments by wallet go on.
 */
@Component("cardProvider")
class CardProviderHealth implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(CardProviderHealth.class);

    private final AtomicReference<@Nullable String> rejection = new AtomicReference<>();

    void record(CardAnswer answer) {
        switch (answer) {
            case Misconfigured misconfigured -> {
                if (rejection.getAndSet(misconfigured.reason()) == null) {
                    log.error(
                            "The card provider rejects this service ({}): check checkout.payment.card.url and the"
                                    + " credentials; all calls are repeated until they are accepted",
                            misconfigured.reason());
                }
            }
            // a provider that is down says nothing about its settings
            case Unknown unknown -> {}
            case CardAnswer.TimedOut timedOut -> {}
            case CardAnswer.Approved approved -> accepted();
            case CardAnswer.Declined declined -> accepted();
            case CardAnswer.Expired expired -> accepted();
            case CardAnswer.NothingToCharge nothing -> accepted();
            case CardAnswer.AlreadyCaptured captured -> accepted();
            case CardAnswer.Invalid invalid -> accepted();
            case CardAnswer.Gone gone -> accepted();
            case CardAnswer.Conflict conflict -> accepted();
            case CardAnswer.Pending pending -> accepted();
            case CardAnswer.ChallengeRequired challenge -> accepted();
        }
    }

    private void accepted() {
        if (rejection.get() != null && rejection.getAndSet(null) != null) {
            log.info("The card provider accepts calls again");
        }
    }

    @Override
    public Health health() {
        String reason = rejection.get();
        return reason == null
                ? Health.up().build()
                : Health.down().withDetail("reason", reason).build();
    }
}

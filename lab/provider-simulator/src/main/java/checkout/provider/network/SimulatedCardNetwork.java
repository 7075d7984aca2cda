package checkout.provider.network;

import checkout.provider.ProviderSettings;
import checkout.provider.connection.HangUpException;
import checkout.provider.faults.FaultInjector;
import checkout.provider.ledger.ChargeAmount;
import checkout.provider.ledger.IdempotentAnswer;
import checkout.provider.ledger.IdempotentRequest;
import checkout.provider.ledger.ProviderLedger;
import checkout.web.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Does what the token of a card asks for. No call keeps a thread while it waits. */
@Component
class SimulatedCardNetwork {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int FLAKY_FAILURES = 2;

    private final Map<UUID, Integer> turnedAway = new ConcurrentHashMap<>();
    private final ProviderLedger ledger;
    private final FaultInjector faults;
    private final ProviderSettings settings;

    SimulatedCardNetwork(ProviderLedger ledger, FaultInjector faults, ProviderSettings settings) {
        this.ledger = ledger;
        this.faults = faults;
        this.settings = settings;
    }

    CompletableFuture<IdempotentAnswer> authorize(IdempotentRequest request, ChargeAmount charge, TestToken token) {
        Optional<CompletableFuture<IdempotentAnswer>> before = ledger.before(request);
        return switch (token) {
            case TIMEOUT -> neverAnswered(request, charge);
            case DOWN -> CompletableFuture.failedFuture(new HangUpException());
            case SLOW -> before.orElseGet(() -> slow(ledger.authorize(request, charge)));
            case OK -> ledger.authorize(request, charge);
            case DECLINED -> ledger.decline(request, charge, "card_declined");
            case UNKNOWN -> ledger.decline(request, charge, "invalid_token");
            case THROTTLED -> before.orElseGet(() -> throttled(request, charge));
            case FLAKY -> before.orElseGet(() -> flaky(request, charge));
        };
    }

    private CompletableFuture<IdempotentAnswer> neverAnswered(IdempotentRequest request, ChargeAmount charge) {
        CompletableFuture<?> effect = faults.heads(charge.checkoutId())
                ? ledger.authorize(request, charge)
                : CompletableFuture.completedFuture(null);
        return effect.thenCompose(charged -> FaultInjector.after(settings.hangFor()))
                .thenCompose(waited -> CompletableFuture.failedFuture(new HangUpException()));
    }

    private CompletableFuture<IdempotentAnswer> slow(CompletableFuture<IdempotentAnswer> answer) {
        return answer.thenCompose(
                reply -> FaultInjector.after(settings.slowAnswer()).thenApply(waited -> reply));
    }

    private CompletableFuture<IdempotentAnswer> throttled(IdempotentRequest request, ChargeAmount charge) {
        if (turnedAway.putIfAbsent(charge.checkoutId(), 1) == null) {
            throw new ProblemException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "throttled",
                            "Too many calls",
                            "Ask again after what Retry-After says")
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
        turnedAway.remove(charge.checkoutId());
        return ledger.authorize(request, charge);
    }

    private CompletableFuture<IdempotentAnswer> flaky(IdempotentRequest request, ChargeAmount charge) {
        if (turnedAway.merge(charge.checkoutId(), 1, Integer::sum) <= FLAKY_FAILURES) {
            throw new ProblemException(
                    HttpStatus.INTERNAL_SERVER_ERROR, "flaky", "A flaky card", "This card fails at first; try again");
        }
        turnedAway.remove(charge.checkoutId());
        return ledger.authorize(request, charge);
    }
}

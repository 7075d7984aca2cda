package checkout.provider.network;

import checkout.provider.ProviderSettings;
import checkout.provider.faults.FaultSwitch;
import checkout.provider.ledger.Charge;
import checkout.provider.ledger.Ledger;
import checkout.provider.ledger.Reply;
import checkout.provider.ledger.Request;
import checkout.provider.line.HangUp;
import checkout.web.Problem;
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
class CardNetwork {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int FLAKY_FAILURES = 2;

    private final Map<UUID, Integer> turnedAway = new ConcurrentHashMap<>();
    private final Ledger ledger;
    private final FaultSwitch faults;
    private final ProviderSettings settings;

    CardNetwork(Ledger ledger, FaultSwitch faults, ProviderSettings settings) {
        this.ledger = ledger;
        this.faults = faults;
        this.settings = settings;
    }

    CompletableFuture<Reply> authorize(Request request, Charge charge, TestToken token) {
        Optional<CompletableFuture<Reply>> before = ledger.before(request);
        return switch (token) {
            case TIMEOUT -> neverAnswered(request, charge);
            case DOWN -> CompletableFuture.failedFuture(new HangUp());
            case SLOW -> before.orElseGet(() -> slow(ledger.authorize(request, charge)));
            case OK -> ledger.authorize(request, charge);
            case DECLINED -> ledger.decline(request, charge, "card_declined");
            case UNKNOWN -> ledger.decline(request, charge, "invalid_token");
            case THROTTLED -> before.orElseGet(() -> throttled(request, charge));
            case FLAKY -> before.orElseGet(() -> flaky(request, charge));
        };
    }

    private CompletableFuture<Reply> neverAnswered(Request request, Charge charge) {
        CompletableFuture<?> effect = faults.heads(charge.checkoutId())
                ? ledger.authorize(request, charge)
                : CompletableFuture.completedFuture(null);
        return effect.thenCompose(charged -> FaultSwitch.after(settings.hangFor()))
                .thenCompose(waited -> CompletableFuture.failedFuture(new HangUp()));
    }

    private CompletableFuture<Reply> slow(CompletableFuture<Reply> answer) {
        return answer.thenCompose(
                reply -> FaultSwitch.after(settings.slowAnswer()).thenApply(waited -> reply));
    }

    private CompletableFuture<Reply> throttled(Request request, Charge charge) {
        if (turnedAway.putIfAbsent(charge.checkoutId(), 1) == null) {
            throw new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "throttled",
                            "Too many calls",
                            "Ask again after what Retry-After says")
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
        turnedAway.remove(charge.checkoutId());
        return ledger.authorize(request, charge);
    }

    private CompletableFuture<Reply> flaky(Request request, Charge charge) {
        if (turnedAway.merge(charge.checkoutId(), 1, Integer::sum) <= FLAKY_FAILURES) {
            throw new Problem(
                    HttpStatus.INTERNAL_SERVER_ERROR, "flaky", "A flaky card", "This card fails at first; try again");
        }
        turnedAway.remove(charge.checkoutId());
        return ledger.authorize(request, charge);
    }
}

package checkout.provider.network;

import checkout.provider.ProviderSettings;
import checkout.provider.call.ChargeAmount;
import checkout.provider.call.IdempotentRequest;
import checkout.provider.call.ProviderCallResult;
import checkout.provider.connection.HangUpException;
import checkout.provider.faults.FaultInjector;
import checkout.provider.ledger.ProviderLedger;
import checkout.web.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Authorizes and refunds as the test token of the card demands. The ledger stores the test token of a charge, so a refund
 * behaves like its charge: {@code tok_slow} is refunded but answers late, {@code tok_flaky} fails twice with 500,
 * {@code tok_throttled} is refused once with 429, {@code tok_pending} is answered twice with 202,
 * {@code tok_refund_declined} is charged and never refunded, {@code tok_capture_declined} is captured at the second request
 * only, {@code tok_expiring} has to be authorized again before it is captured. No call occupies a thread while it waits.
 */
@Component
class SimulatedCardNetwork {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int FLAKY_FAILURES = 2;
    private static final int PENDING_ANSWERS = 2;

    private final Map<String, Integer> failuresByKey = new ConcurrentHashMap<>();
    private final Map<String, Supplier<CompletableFuture<ProviderCallResult>>> undecidedByKey =
            new ConcurrentHashMap<>();
    private final Set<UUID> declinedOnce = ConcurrentHashMap.newKeySet();
    private final ProviderLedger ledger;
    private final Challenges challenges;
    private final FaultInjector faults;
    private final ProviderSettings settings;

    SimulatedCardNetwork(
            ProviderLedger ledger, Challenges challenges, FaultInjector faults, ProviderSettings settings) {
        this.ledger = ledger;
        this.challenges = challenges;
        this.faults = faults;
        this.settings = settings;
    }

    CompletableFuture<ProviderCallResult> authorize(IdempotentRequest request, ChargeAmount charge, TestToken token) {
        return switch (token) {
            case DECLINED -> ledger.decline(request, charge, "card_declined");
            case UNKNOWN -> ledger.decline(request, charge, "invalid_token");
            case CHALLENGE, CHALLENGE_DECLINED, CHALLENGE_ABANDONED ->
                ledger.earlierAnswer(request).orElseGet(() -> challenges.challenge(request, charge, token));
            case OK,
                    REFUND_DECLINED,
                    CAPTURE_DECLINED,
                    PENDING,
                    SLOW,
                    TIMEOUT,
                    THROTTLED,
                    FLAKY,
                    EXPIRING,
                    EXPIRING_DECLINED,
                    DOWN ->
                behave(token, request, charge.checkoutId(), () -> ledger.authorize(request, charge, token.text()));
        };
    }

    /** Authorizes a card again whose authorization has expired; from then on it behaves like {@code tok_ok}. */
    CompletableFuture<ProviderCallResult> reauthorize(
            IdempotentRequest request, ChargeAmount charge, String reference) {
        return tokenOf(charge.checkoutId()) == TestToken.EXPIRING_DECLINED
                ? ledger.decline(request, charge, "card_declined")
                : ledger.reauthorize(request, charge, reference, TestToken.OK.text());
    }

    private TestToken tokenOf(UUID checkoutId) {
        return ledger.testToken(checkoutId).map(TestToken::of).orElse(TestToken.OK);
    }

    CompletableFuture<ProviderCallResult> refund(IdempotentRequest request, ChargeAmount refund) {
        TestToken token = tokenOf(refund.checkoutId());
        return token == TestToken.REFUND_DECLINED
                ? ledger.decline(request, refund, "refund_declined")
                : behave(token, request, refund.checkoutId(), () -> ledger.refund(request, refund));
    }

    /** Captures, unless the card declines its first capture or its authorization has expired. */
    CompletableFuture<ProviderCallResult> capture(IdempotentRequest request, UUID checkoutId) {
        TestToken token = tokenOf(checkoutId);
        if (token == TestToken.CAPTURE_DECLINED && declinedOnce.add(checkoutId)) {
            return ledger.declineCapture(request, checkoutId, "capture_declined");
        }
        if (token == TestToken.EXPIRING || token == TestToken.EXPIRING_DECLINED) {
            ledger.expire(checkoutId);
        }
        return ledger.capture(request, checkoutId);
    }

    /** Asks the bank about a call that it has not decided; empty if there is no such call. */
    Optional<CompletableFuture<ProviderCallResult>> askBank(String key) {
        return Optional.ofNullable(undecidedByKey.get(key)).map(effect -> pending(key, effect));
    }

    private CompletableFuture<ProviderCallResult> behave(
            TestToken token,
            IdempotentRequest request,
            UUID checkoutId,
            Supplier<CompletableFuture<ProviderCallResult>> effect) {
        return switch (token) {
            case OK,
                    DECLINED,
                    REFUND_DECLINED,
                    CAPTURE_DECLINED,
                    CHALLENGE,
                    CHALLENGE_DECLINED,
                    CHALLENGE_ABANDONED,
                    EXPIRING,
                    EXPIRING_DECLINED,
                    UNKNOWN -> effect.get();
            case PENDING -> ledger.earlierAnswer(request).orElseGet(() -> pending(request.key(), effect));
            case TIMEOUT -> neverAnswered(checkoutId, effect);
            case DOWN -> CompletableFuture.failedFuture(new HangUpException());
            case SLOW -> ledger.earlierAnswer(request).orElseGet(() -> slow(effect.get()));
            case THROTTLED -> ledger.earlierAnswer(request).orElseGet(() -> throttled(request.key(), effect));
            case FLAKY -> ledger.earlierAnswer(request).orElseGet(() -> flaky(request.key(), effect));
        };
    }

    private CompletableFuture<ProviderCallResult> neverAnswered(
            UUID checkoutId, Supplier<CompletableFuture<ProviderCallResult>> effect) {
        CompletableFuture<?> done = faults.heads(checkoutId) ? effect.get() : CompletableFuture.completedFuture(null);
        return done.thenCompose(ignored -> FaultInjector.after(settings.hangFor()))
                .thenCompose(waited -> CompletableFuture.failedFuture(new HangUpException()));
    }

    private CompletableFuture<ProviderCallResult> slow(CompletableFuture<ProviderCallResult> answer) {
        return answer.thenCompose(
                reply -> FaultInjector.after(settings.slowAnswer()).thenApply(waited -> reply));
    }

    private CompletableFuture<ProviderCallResult> throttled(
            String key, Supplier<CompletableFuture<ProviderCallResult>> effect) {
        if (failuresByKey.putIfAbsent(key, 1) == null) {
            throw new ProblemException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "throttled",
                            "Too many calls",
                            "Repeat the call after the time in Retry-After")
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
        failuresByKey.remove(key);
        return effect.get();
    }

    private CompletableFuture<ProviderCallResult> pending(
            String key, Supplier<CompletableFuture<ProviderCallResult>> effect) {
        if (failuresByKey.merge(key, 1, Integer::sum) <= PENDING_ANSWERS) {
            undecidedByKey.put(key, effect);
            throw PendingCallException.bankUndecided();
        }
        failuresByKey.remove(key);
        undecidedByKey.remove(key);
        return effect.get();
    }

    private CompletableFuture<ProviderCallResult> flaky(
            String key, Supplier<CompletableFuture<ProviderCallResult>> effect) {
        if (failuresByKey.merge(key, 1, Integer::sum) <= FLAKY_FAILURES) {
            throw new ProblemException(
                    HttpStatus.INTERNAL_SERVER_ERROR, "flaky", "A flaky card", "This card fails at first; try again");
        }
        failuresByKey.remove(key);
        return effect.get();
    }
}

package checkout.provider.network;

import checkout.provider.ProviderSettings;
import checkout.provider.call.ChargeAmount;
import checkout.provider.call.IdempotentRequest;
import checkout.provider.call.ProviderCallResult;
import checkout.provider.callback.CallbackSender;
import checkout.provider.faults.FaultInjector;
import checkout.provider.journal.LedgerEntry;
import checkout.provider.ledger.ProviderLedger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The challenges that customers have not answered. A customer who answers decides the authorization, unless it was voided
 * meanwhile, and the merchant is told. A restart forgets the open challenges, and with them their authorizations.
 */
@Component
class Challenges {
    private static final Logger log = LoggerFactory.getLogger(Challenges.class);

    private final Map<String, Challenge> open = new ConcurrentHashMap<>();
    private final ProviderLedger ledger;
    private final CallbackSender callbacks;
    private final ProviderSettings settings;

    Challenges(ProviderLedger ledger, CallbackSender callbacks, ProviderSettings settings) {
        this.ledger = ledger;
        this.callbacks = callbacks;
        this.settings = settings;
    }

    /** An authorization that the customer has to confirm at the bank (3-D Secure). */
    record Challenge(IdempotentRequest request, ChargeAmount charge) {
        /** The same that the authorization will have. */
        String reference() {
            return LedgerEntry.reference(request.key());
        }
    }

    /** Answers that a challenge is open; the first call opens it. */
    CompletableFuture<ProviderCallResult> challenge(IdempotentRequest request, ChargeAmount charge, TestToken token) {
        Challenge challenge = new Challenge(request, charge);
        if (open.putIfAbsent(request.key(), challenge) == null) {
            switch (token) {
                case CHALLENGE -> answer(challenge, () -> ledger.authorize(request, charge, TestToken.OK.text()));
                case CHALLENGE_DECLINED -> answer(challenge, () -> ledger.decline(request, charge, "challenge_failed"));
                case CHALLENGE_ABANDONED -> log.info("The customer of {} will not answer", charge.checkoutId());
                case OK, DECLINED, REFUND_DECLINED, CAPTURE_DECLINED, PENDING, SLOW, TIMEOUT, THROTTLED, FLAKY ->
                    throw new IllegalStateException(token + " asks for no challenge");
                case EXPIRING, EXPIRING_DECLINED, DOWN, UNKNOWN ->
                    throw new IllegalStateException(token + " asks for no challenge");
            }
        }
        throw PendingCallException.challenge(challenge);
    }

    /** The open challenge of the call with this key. */
    Optional<Challenge> open(String key) {
        return Optional.ofNullable(open.get(key));
    }

    private void answer(Challenge challenge, Supplier<CompletableFuture<ProviderCallResult>> decision) {
        CompletableFuture<Void> unused = FaultInjector.after(settings.challengeAnswer())
                .thenCompose(waited -> decision.get())
                .thenAccept(result -> callbacks.send(result.answer()))
                .whenComplete((done, failure) -> open.remove(challenge.request().key()));
    }
}

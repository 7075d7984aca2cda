package checkout.payment.provider;

import java.util.concurrent.CompletableFuture;

/** The payment provider that charges the cards. */
public interface CardProvider {
    /**
     * Makes the call, or finds out what became of it if this is not the first attempt. If that fails on the way, the answer
     * is {@link CardAnswer.Unknown} or {@link CardAnswer.TimedOut}.
     */
    CompletableFuture<CardAnswer> send(CardCall call);
}

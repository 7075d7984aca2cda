package checkout.payment.provider;

import java.util.concurrent.CompletableFuture;

/** The payment provider that charges the cards. */
public interface CardProvider {
    /** Makes the call; if it fails on the way, the answer is {@link CardAnswer.Unknown}. */
    CompletableFuture<CardAnswer> send(CardCall call);
}

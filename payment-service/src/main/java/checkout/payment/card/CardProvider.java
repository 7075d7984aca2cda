package checkout.payment.card;

import java.util.concurrent.CompletableFuture;

/** The way to whoever really charges cards. */
interface CardProvider {
    /** A call that went wrong on the way has an unknown answer. */
    CompletableFuture<CardAnswer> ask(CardCall call);
}

package checkout.payment.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a checkout is paid with, and the amount in minor units. */
public sealed interface PaymentInstrument {
    long amount();

    String currency();

    /** The wallet that the money is held on; null for a card, and if the payment was declined. */
    default @Nullable String accountId() {
        return null;
    }

    /**
     * A card.
     *
     * @param token kept only until the provider has decided on the authorization
     */
    record Card(long amount, String currency, @Nullable String token) implements PaymentInstrument {
        Card withoutToken() {
            return new Card(amount, currency, null);
        }

        @Override
        public String toString() {
            return "Card[%d %s, token withheld]".formatted(amount, currency);
        }
    }

    /**
     * A wallet held by us.
     *
     * @param accountId of the wallet that the money is held on; null if the payment was declined
     */
    record Wallet(long amount, String currency, @Nullable String accountId) implements PaymentInstrument {
        public String requiredAccount() {
            return Objects.requireNonNull(accountId, "a wallet payment that is not declined names its account");
        }
    }
}

package checkout.payment.payments;

import org.jspecify.annotations.Nullable;

/** What is paid, in minor units, and what with. */
public sealed interface PaymentInstrument {
    long amount();

    String currency();

    /**
     * A card.
     *
     * @param token gone as soon as the network has decided
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
     * @param accountId of the wallet that money is held on; none if it was declined
     */
    record Wallet(long amount, String currency, @Nullable String accountId) implements PaymentInstrument {}
}

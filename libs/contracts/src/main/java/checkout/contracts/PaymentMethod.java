package checkout.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a checkout is paid: with a card's token, or from a wallet of this shop. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PaymentMethod.Card.class, name = "card"),
    @JsonSubTypes.Type(value = PaymentMethod.Wallet.class, name = "wallet")
})
public sealed interface PaymentMethod {
    /** The token is a secret and must not appear in a log. */
    record Card(String token) implements PaymentMethod {
        @Override
        public String toString() {
            return "Card[token withheld]";
        }
    }

    record Wallet(String accountId) implements PaymentMethod {}
}

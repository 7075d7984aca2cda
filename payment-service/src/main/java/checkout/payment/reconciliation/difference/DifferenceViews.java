package checkout.payment.reconciliation.difference;

import checkout.contracts.Money;
import checkout.payment.provider.ProviderAccount;
import checkout.payment.state.PaymentStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what either side says of a checkout as JSON, as a difference keeps and shows it. */
@Component
public class DifferenceViews {
    private final JsonMapper json;

    DifferenceViews(JsonMapper json) {
        this.json = json;
    }

    /** What the two sides say, as JSON; null if a side knows nothing. */
    public record View(@Nullable String ours, @Nullable String theirs) {}

    record Ours(
            PaymentStatus status,
            String method,
            @Nullable Money amount,
            @Nullable Money refunded) {}

    record Theirs(
            String status,
            int charges,
            @Nullable Money charged,
            @Nullable Money capturable,
            @Nullable Money captured,
            @Nullable Money refunded) {}

    public View of(@Nullable ComparedPayment ours, @Nullable ProviderAccount theirs) {
        return new View(
                ours == null ? null : json.writeValueAsString(ours(ours)),
                theirs == null ? null : json.writeValueAsString(theirs(theirs)));
    }

    private static Ours ours(ComparedPayment payment) {
        Money amount = payment.amount();
        return new Ours(
                payment.status(),
                amount == null ? "NONE" : payment.byCard() ? "CARD" : "WALLET",
                amount,
                amount == null ? null : new Money(payment.refunded(), amount.currency()));
    }

    private static Theirs theirs(ProviderAccount account) {
        String currency = account.currency();
        return new Theirs(
                account.status(),
                account.charges(),
                money(account.charged(), currency),
                money(account.capturable(), currency),
                money(account.captured(), currency),
                money(account.refunded(), currency));
    }

    private static @Nullable Money money(long minorUnits, @Nullable String currency) {
        return currency == null ? null : new Money(minorUnits, currency);
    }
}

package checkout.provider.ledger;

import checkout.provider.call.AuthorizationStatus;
import checkout.provider.journal.LedgerEntry;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was charged and given back for one checkout, in minor units. A merchant who authorizes twice under two idempotency
 * keys charges twice, as with any card network: {@code charges} lets an audit find that out.
 *
 * @param status of the last authorization, capture or void; a refund leaves it as it is
 * @param capturable authorized, and neither captured nor given back
 * @param refunded given back by refunds and voids, whether it was captured before or not
 * @param testToken of the card, which also decides how its refunds behave; null if the journal does not name it
 */
public record CheckoutAccount(
        UUID checkoutId,
        AuthorizationStatus status,
        @Nullable String currency,
        int charges,
        long charged,
        long capturable,
        long captured,
        long refunded,
        Instant at,
        @JsonIgnore @Nullable String testToken) {

    static CheckoutAccount opened(LedgerEntry entry) {
        return new CheckoutAccount(
                        entry.checkoutId(), entry.status(), entry.currency(), 0, 0, 0, 0, 0, entry.at(), null)
                .after(entry);
    }

    CheckoutAccount after(LedgerEntry entry) {
        long amount = entry.amount();
        return switch (entry.status()) {
            case AUTHORIZED -> with(entry, entry.status(), charges + 1, amount, amount, 0, 0);
            case CAPTURED -> with(entry, entry.status(), charges, 0, -amount, amount, 0);
            case DECLINED -> with(entry, status, charges, 0, 0, 0, 0);
            case VOIDED -> with(entry, entry.status(), charges, 0, -capturable, 0, amount);
            case REFUNDED -> with(entry, status, charges, 0, -Math.min(amount, capturable), 0, amount);
            // as if the card had not been charged: a new authorization takes its place
            case EXPIRED -> with(entry, entry.status(), charges - 1, -amount, -amount, 0, 0);
        };
    }

    private CheckoutAccount with(
            LedgerEntry entry,
            AuthorizationStatus newStatus,
            int newCharges,
            long moreCharged,
            long moreCapturable,
            long moreCaptured,
            long moreRefunded) {
        return new CheckoutAccount(
                checkoutId,
                newStatus,
                currency == null ? entry.currency() : currency,
                newCharges,
                Math.addExact(charged, moreCharged),
                Math.addExact(capturable, moreCapturable),
                Math.addExact(captured, moreCaptured),
                Math.addExact(refunded, moreRefunded),
                entry.at(),
                entry.testToken() == null ? testToken : entry.testToken());
    }

    /** The amount that is blocked on the card or taken from it at present. */
    long outstanding() {
        return charged - refunded;
    }
}

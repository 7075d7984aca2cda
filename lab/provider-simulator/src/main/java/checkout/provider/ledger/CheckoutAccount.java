package checkout.provider.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one checkout's money so far, in minor units. A merchant who asks twice under two keys is charged
 * twice, as by any card network: {@code charges} is how an audit finds that out.
 */
public record CheckoutAccount(
        UUID checkoutId,
        AuthorizationStatus status,
        @Nullable String currency,
        int charges,
        long charged,
        long captured,
        long refunded,
        Instant at) {

    static CheckoutAccount opened(LedgerEntry entry) {
        return new CheckoutAccount(entry.checkoutId(), entry.status(), entry.currency(), 0, 0, 0, 0, entry.at())
                .after(entry);
    }

    CheckoutAccount after(LedgerEntry entry) {
        long amount = entry.amount();
        return switch (entry.status()) {
            case AUTHORIZED ->
                with(
                        entry,
                        AuthorizationStatus.AUTHORIZED,
                        charges + 1,
                        Math.addExact(charged, amount),
                        captured,
                        refunded);
            case CAPTURED ->
                with(entry, AuthorizationStatus.CAPTURED, charges, charged, Math.addExact(captured, amount), refunded);
            case DECLINED -> with(entry, status, charges, charged, captured, refunded);
            case VOIDED ->
                with(entry, AuthorizationStatus.VOIDED, charges, charged, captured, Math.addExact(refunded, amount));
        };
    }

    private CheckoutAccount with(
            LedgerEntry entry, AuthorizationStatus now, int charges, long charged, long captured, long refunded) {
        String spent = currency == null ? entry.currency() : currency;
        return new CheckoutAccount(checkoutId, now, spent, charges, charged, captured, refunded, entry.at());
    }

    /** What is blocked or taken on the card at present. */
    long kept() {
        return charged - refunded;
    }
}

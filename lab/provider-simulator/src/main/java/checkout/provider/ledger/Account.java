package checkout.provider.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one checkout's money so far, in minor units. A merchant who asks twice under two keys is charged
 * twice, as by any card network: {@code charges} is how an audit finds that out.
 */
public record Account(
        UUID checkoutId,
        Status status,
        @Nullable String currency,
        int charges,
        long charged,
        long captured,
        long refunded,
        Instant at) {

    static Account opened(Entry entry) {
        return new Account(entry.checkoutId(), entry.status(), entry.currency(), 0, 0, 0, 0, entry.at()).after(entry);
    }

    Account after(Entry entry) {
        long amount = entry.amount();
        return switch (entry.status()) {
            case AUTHORIZED ->
                with(entry, Status.AUTHORIZED, charges + 1, Math.addExact(charged, amount), captured, refunded);
            case CAPTURED -> with(entry, Status.CAPTURED, charges, charged, Math.addExact(captured, amount), refunded);
            case DECLINED -> with(entry, status, charges, charged, captured, refunded);
            case VOIDED -> with(entry, Status.VOIDED, charges, charged, captured, Math.addExact(refunded, amount));
        };
    }

    private Account with(Entry entry, Status now, int charges, long charged, long captured, long refunded) {
        String spent = currency == null ? entry.currency() : currency;
        return new Account(checkoutId, now, spent, charges, charged, captured, refunded, entry.at());
    }

    /** What is blocked or taken on the card at present. */
    long kept() {
        return charged - refunded;
    }
}

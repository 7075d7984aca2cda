package checkout.payment.reconciliation;

import checkout.payment.limit.ProviderPause;
import checkout.payment.limit.SharedCallRate;
import checkout.payment.provider.CardSettings;
import checkout.payment.provider.ProviderAccount;
import checkout.payment.provider.ProviderLedger;
import checkout.payment.provider.ProviderLedgerPage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the provider's ledger at a small share of the rate that the provider allows, so that no payment waits for a
 * comparison: its requests come from the same bucket as all others, and it takes one only now and then.
 */
@Component
class PacedProviderLedger {
    private static final int SHARE = 10;
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final ProviderLedger ledger;
    private final SharedCallRate rate;
    private final ProviderPause pause;
    private final long interval;
    private long nextTurn = System.nanoTime();

    PacedProviderLedger(
            ProviderLedger ledger,
            SharedCallRate rate,
            ProviderPause pause,
            CardSettings card,
            ReconciliationSettings settings) {
        this.ledger = ledger;
        this.rate = rate;
        this.pause = pause;
        int most = rate.isLimited() ? Math.max(1, card.callsPerSecond() / SHARE) : settings.callsPerSecond();
        this.interval = SECOND_NANOS / Math.min(settings.callsPerSecond(), most);
    }

    /** Takes the turn for one request; returns how long to wait if it is not given now, otherwise zero. */
    Duration takeTurn() {
        Duration paused = pause.remaining();
        if (paused.isPositive()) {
            return paused;
        }
        long left = nextTurn - System.nanoTime();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        if (rate.isLimited() && rate.take(1, 1, List::of).calls().isEmpty()) {
            return rate.interval();
        }
        nextTurn = System.nanoTime() + interval;
        return Duration.ZERO;
    }

    /** @throws IOException if the provider does not answer, or not with the page after this cursor */
    ProviderLedgerPage page(@Nullable String cursor, int limit) throws IOException, InterruptedException {
        ProviderLedgerPage page = ledger.page(cursor, limit);
        String next = page.nextCursor();
        if (next != null && (next.equals(cursor) || page.entries().isEmpty())) {
            throw new IOException("the provider's ledger repeats the page with the cursor " + cursor);
        }
        return page;
    }

    Optional<ProviderAccount> account(UUID checkoutId) throws IOException, InterruptedException {
        return ledger.account(checkoutId);
    }
}

package checkout.payment.card;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.card.CardResultBatch.CallResult;
import checkout.payment.pending.CallBackoff;
import checkout.payment.refund.Refund;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payment;
import checkout.payment.state.Payments;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes the results of calls to the card provider and replies to the orchestrator, many results per transaction. */
@Component
class CardResultWriter {
    private final Payments payments;
    private final Refunds refunds;
    private final Outbox outbox;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CallBackoff backoff;
    private final Clock clock;

    CardResultWriter(
            Payments payments,
            Refunds refunds,
            Outbox outbox,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            CallBackoff backoff,
            Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.backoff = backoff;
        this.clock = clock;
    }

    void write(List<CallResult> results) {
        transaction.executeWithoutResult(status -> {
            CardResultBatch batch = lock(results);
            results.forEach(batch::apply);
            Effects effects = batch.effects();
            payments.update(batch.changedPayments(), effects);
            refunds.update(batch.changedRefunds(), effects);
            outbox.send(effects);
        });
    }

    private CardResultBatch lock(List<CallResult> results) {
        TreeSet<UUID> checkouts = new TreeSet<>();
        TreeSet<UUID> returns = new TreeSet<>();
        for (CallResult result : results) {
            checkouts.add(result.call().checkoutId());
            if (result.call() instanceof CardCall.RefundReturn refund) {
                returns.add(refund.returnId());
            }
        }
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, Payment>> knownPayments = payments.lock(checkouts, trip);
        Supplier<Map<UUID, Refund>> knownRefunds = refunds.lock(returns, trip);
        trip.execute();
        return new CardResultBatch(knownPayments.get(), knownRefunds.get(), backoff, clock.instant());
    }
}

package checkout.payment.card;

import checkout.messaging.Effects;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.card.CardResultBatch.CallResult;
import checkout.payment.ledger.Ledger;
import checkout.payment.pending.CallBackoff;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardSettings;
import checkout.payment.refund.Refund;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payment;
import checkout.payment.state.Payments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the results of calls to the card provider and replies to the orchestrator, many results per transaction. It waits
 * for no locked row: results whose row is locked are written later, and the others at once.
 */
@Component
class CardResultWriter {
    private static final Logger log = LoggerFactory.getLogger(CardResultWriter.class);

    private final Payments payments;
    private final Refunds refunds;
    private final Outbox outbox;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CallBackoff backoff;
    private final CardSettings settings;

    CardResultWriter(
            Payments payments,
            Refunds refunds,
            Outbox outbox,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            CallBackoff backoff,
            CardSettings settings) {
        this.payments = payments;
        this.refunds = refunds;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.backoff = backoff;
        this.settings = settings;
    }

    /**
     * Writes the results and returns those that could not be written yet. A result is forgotten when the lease of its call
     * has ended: the call is repeated then, and the provider gives the same answer again.
     */
    List<CallResult> write(List<CallResult> results) {
        long oldest = System.nanoTime() - settings.lease().toNanos();
        List<CallResult> current = results.stream()
                .filter(result -> result.receivedAt() - oldest > 0)
                .toList();
        return current.isEmpty() ? List.of() : writeInParts(current);
    }

    /** Halves the results if they fail together, so that a result that cannot be written does not take others with it. */
    private List<CallResult> writeInParts(List<CallResult> results) {
        try {
            return writeTogether(results);
        } catch (ConcurrencyFailureException | QueryTimeoutException ofSomeRow) {
            // whatever blocks one row may last, so the others do not wait for it
            if (results.size() > 1) {
                return writeHalves(results);
            }
            log.warn(
                    "The result of {} for checkout {} could not be written yet and is tried again: {}",
                    results.getFirst().call().resource(),
                    results.getFirst().call().checkoutId(),
                    ofSomeRow.toString());
            return results;
        } catch (TransientDataAccessException
                | RecoverableDataAccessException
                | DataAccessResourceFailureException
                | TransactionException passing) {
            log.warn("{} results could not be written yet and are tried again: {}", results.size(), passing.toString());
            return results;
        } catch (RuntimeException failure) {
            if (results.size() > 1) {
                return writeHalves(results);
            }
            if (Faults.kindOf(failure) == FaultKind.TRANSIENT) {
                // Spring has no type for some of them, such as a lock timeout
                log.warn("A result could not be written yet and is tried again: {}", failure.toString());
                return results;
            }
            CardCall call = results.getFirst().call();
            log.error(
                    "The result of {} for checkout {} cannot be written; the call is repeated once its lease ends",
                    call.resource(),
                    call.checkoutId(),
                    failure);
            return List.of();
        }
    }

    private List<CallResult> writeHalves(List<CallResult> results) {
        int half = results.size() / 2;
        List<CallResult> unwritten = new ArrayList<>(writeInParts(results.subList(0, half)));
        unwritten.addAll(writeInParts(results.subList(half, results.size())));
        return unwritten;
    }

    private List<CallResult> writeTogether(List<CallResult> results) {
        List<CallResult> locked = new ArrayList<>(0);
        transaction.executeWithoutResult(status -> {
            CardResultBatch batch = lock(results);
            for (CallResult result : results) {
                if (batch.holds(result.call())) {
                    batch.apply(result);
                } else {
                    locked.add(result);
                }
            }
            Effects effects = batch.effects();
            payments.update(batch.changedPayments(), effects);
            refunds.update(batch.changedRefunds(), effects);
            Ledger.book(batch.postings(), effects);
            RoundTrip writing = new RoundTrip(jdbc);
            outbox.send(effects, writing);
            writing.executeAndCommit();
        });
        return locked;
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
        Supplier<Map<UUID, Payment>> freePayments = payments.lockFree(checkouts, trip);
        Supplier<Map<UUID, Refund>> freeRefunds = refunds.lockFree(returns, trip);
        trip.execute();
        return new CardResultBatch(freePayments.get(), freeRefunds.get(), backoff, settings);
    }
}

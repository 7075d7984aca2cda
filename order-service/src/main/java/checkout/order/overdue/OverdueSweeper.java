package checkout.order.overdue;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the sagas of overdue orders and returns again, a few times with growing pauses. Their first start may have been
 * lost, for instance with a dead letter that was discarded. What stays overdue is left to an operator. Any
 * number of instances may run it.
 */
@Component
class OverdueSweeper {
    private static final Logger log = LoggerFactory.getLogger(OverdueSweeper.class);

    private final Overdue overdue;
    private final StartMessages startMessages;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final OverdueSettings settings;
    private final Counter restarts;
    private final AtomicBoolean running = new AtomicBoolean();

    OverdueSweeper(
            Overdue overdue,
            StartMessages startMessages,
            Outbox outbox,
            TransactionTemplate transaction,
            OverdueSettings settings,
            MeterRegistry meters) {
        this.overdue = overdue;
        this.startMessages = startMessages;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.restarts = Counter.builder("checkout.overdue.restarts")
                .description("How often a saga of an overdue order or return was started again")
                .register(meters);
    }

    /** At a fixed rate every run has a thread of its own, so that it holds up no other job while the database is slow. */
    @Scheduled(fixedRateString = "${checkout.overdue.every:PT10S}")
    void sweep() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            scan();
            while (!overdue.deleteEnded()) {
                // in small transactions
            }
            restartDue();
        } catch (DataAccessException | TransactionException passing) {
            log.warn("Looking for overdue orders and returns failed and will be repeated: {}", passing.toString());
        } finally {
            running.set(false);
        }
    }

    private void scan() {
        for (OverdueKind kind : OverdueKind.values()) {
            while (!overdue.scan(kind, settings.after(kind))) {
                // a limited span of time in each transaction
            }
        }
    }

    private void restartDue() {
        List<OverdueItem> restarted = new ArrayList<>();
        List<OverdueItem> lost = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            List<OutboxRow> messages = new ArrayList<>();
            for (OverdueItem item : overdue.lockDue(settings.maxTries(), settings.maxBatch())) {
                Optional<OutboxRow> message = startMessages.again(item);
                message.ifPresent(messages::add);
                (message.isPresent() ? restarted : lost).add(item);
            }
            Effects effects = new Effects();
            overdue.tried(restarted, settings.backoff(), effects);
            overdue.giveUp(lost, settings.maxTries(), effects);
            outbox.send(effects);
            outbox.append(messages);
        });
        restarts.increment(restarted.size());
        restarted.forEach(item -> log.warn(
                "{} {} has been pending for more than {}; the message that starts its saga is sent again, try {} of {}",
                item.kind(),
                item.id(),
                settings.after(item.kind()),
                item.tries() + 1,
                settings.maxTries()));
        lost.forEach(item -> log.error(
                "{} {} has been pending for more than {}, and the message that starts its saga is no longer kept; its storefront has to cancel it",
                item.kind(),
                item.id(),
                settings.after(item.kind())));
    }
}

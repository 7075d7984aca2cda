package checkout.saga.runtime.drive;

import checkout.messaging.outbox.Outbox;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Fires the timers of due sagas. Any number of instances may sweep: none waits for a row that another has locked. */
@Component
class DeadlineSweeper {
    private static final Logger log = LoggerFactory.getLogger(DeadlineSweeper.class);

    private final Sagas sagas;
    private final SagaTypes types;
    private final SagaBatchRunner runner;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final SweeperSettings settings;
    private final Clock clock;

    DeadlineSweeper(
            Sagas sagas,
            SagaTypes types,
            SagaBatchRunner runner,
            Outbox outbox,
            TransactionTemplate transaction,
            SweeperSettings settings,
            Clock clock) {
        this.sagas = sagas;
        this.types = types;
        this.runner = runner;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${checkout.sweeper.every:PT0.5S}")
    void sweepAll() {
        try {
            while (sweep() == settings.most()) {
                log.info("{} or more sagas were due; sweeping again at once", settings.most());
            }
        } catch (DataAccessException | TransactionException failure) {
            log.warn("The sweep of due sagas failed; the next sweep retries it: {}", failure.toString());
        }
    }

    /** Takes one batch of due sagas and returns their number. */
    int sweep() {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<UUID, SagaRow> due = sagas.lockDue(clock.instant(), types.versions(), settings.most());
            if (!due.isEmpty()) {
                outbox.send(runner.run(due, SagaBatch::fireDueTimers));
            }
            return due.size();
        }));
    }
}

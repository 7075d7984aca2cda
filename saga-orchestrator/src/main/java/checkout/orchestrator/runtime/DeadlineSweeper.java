package checkout.orchestrator.runtime;

import checkout.messaging.outbox.Outbox;
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

/** Tells sagas that their time has come. Any number of instances may sweep: nobody waits for a row that another has. */
@Component
class DeadlineSweeper {
    private static final Logger log = LoggerFactory.getLogger(DeadlineSweeper.class);

    private final Sagas sagas;
    private final SagaBatchRunner sagaBatchRunner;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final SweeperSettings settings;
    private final Clock clock;

    DeadlineSweeper(
            Sagas sagas,
            SagaBatchRunner sagaBatchRunner,
            Outbox outbox,
            TransactionTemplate transaction,
            SweeperSettings settings,
            Clock clock) {
        this.sagas = sagas;
        this.sagaBatchRunner = sagaBatchRunner;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${checkout.sweeper.every:PT0.5S}")
    void sweepAll() {
        try {
            while (sweep() == settings.most()) {
                log.info("More than {} sagas are due; sweeping on", settings.most());
            }
        } catch (DataAccessException | TransactionException passing) {
            log.warn("Deadlines could not be swept and will be at the next sweep: {}", passing.toString());
        }
    }

    /** Takes one batch of due sagas; tells how many there were. */
    int sweep() {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<UUID, SagaRow> due = sagas.lockDue(clock.instant(), sagaBatchRunner.versions(), settings.most());
            if (!due.isEmpty()) {
                outbox.send(sagaBatchRunner.conduct(due, SagaBatch::fireDueTimers));
            }
            return due.size();
        }));
    }
}

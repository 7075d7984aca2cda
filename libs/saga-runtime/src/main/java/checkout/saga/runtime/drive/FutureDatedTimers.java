package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.saga.engine.definition.Saga;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.SagaTypes.Version;
import checkout.saga.runtime.store.FutureDatedSagas;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings back the timers of sagas that would fire later than any timer of theirs can be set for. The search for due sagas
 * does not look for them, so that it reads nothing but what is due.
 */
@Component
class FutureDatedTimers {
    private static final Logger log = LoggerFactory.getLogger(FutureDatedTimers.class);
    private static final int BATCH_SIZE = 200;

    /** Another instance may have another deadline configured. */
    private static final int MARGIN = 2;

    private final FutureDatedSagas ahead;
    private final Sagas sagas;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Map<Version, Duration> longest = new HashMap<>();
    private final Map<Version, Duration> tooLong = new HashMap<>();

    FutureDatedTimers(
            FutureDatedSagas ahead,
            Sagas sagas,
            SagaTypes types,
            Outbox outbox,
            TransactionTemplate transaction,
            SweeperSettings settings) {
        this.ahead = ahead;
        this.sagas = sagas;
        this.outbox = outbox;
        this.transaction = transaction;
        for (SagaType<?> type : types.all()) {
            for (Saga<?> saga : type.versions()) {
                Version version = new Version(type.name(), saga.version());
                Duration wait = saga.longestWait();
                longest.put(version, wait);
                tooLong.put(version, wait.plus(settings.retryParked()).multipliedBy(MARGIN));
            }
        }
    }

    /** Takes one batch; the next turn takes the next. */
    void bringBack() {
        List<UUID> found = ahead.find(tooLong, BATCH_SIZE);
        if (found.isEmpty()) {
            return;
        }
        int parked = ahead.makeParkedDue(found);
        int changed = Objects.requireNonNull(transaction.execute(status -> bringBack(found)));
        log.warn(
                "{} sagas were due later than they can wait, because the database's clock was ahead; their timers are set to"
                        + " earlier times",
                parked + changed);
    }

    private int bringBack(List<UUID> found) {
        LockedSagas locked = sagas.lockFree(found);
        List<SagaRow> changed = new ArrayList<>();
        for (SagaRow saga : locked.readable().values()) {
            Duration wait = longest.get(new Version(saga.type(), saga.version()));
            if (wait != null && saga.state().parked() == null && !saga.phase().ended()) {
                changed.add(saga.with(saga.timers().noneAfter(locked.now().plus(wait))));
            }
        }
        Effects effects = new Effects();
        sagas.update(changed, effects);
        outbox.send(effects);
        return changed.size();
    }
}

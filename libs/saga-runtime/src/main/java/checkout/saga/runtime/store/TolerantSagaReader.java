package checkout.saga.runtime.store;

import checkout.messaging.fault.Faults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads sagas without locking them, each as far as it can be read. A row that is damaged on disk fails the statement that reads
 * it, and with it the others and the transaction; here it costs neither.
 */
@Component
public class TolerantSagaReader {
    private static final Logger log = LoggerFactory.getLogger(TolerantSagaReader.class);

    private final Sagas sagas;

    /** What fails in it leaves the transaction as it was. */
    private final TransactionTemplate savepoint;

    TolerantSagaReader(Sagas sagas, PlatformTransactionManager transactions) {
        this.sagas = sagas;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Reads those of the given sagas that exist. */
    public List<StoredSaga> read(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        try {
            return kept(() -> sagas.read(ids));
        } catch (RuntimeException failure) {
            checkConcernsOneRow(failure);
            log.warn(
                    "At least one of {} sagas cannot be read; they are read one by one: {}",
                    ids.size(),
                    failure.toString());
            List<StoredSaga> read = new ArrayList<>();
            ids.forEach(id -> find(id).ifPresent(read::add));
            return read;
        }
    }

    public Optional<StoredSaga> find(UUID id) {
        try {
            return kept(() -> sagas.find(id));
        } catch (RuntimeException failure) {
            checkConcernsOneRow(failure);
            return sagas.findDamaged(id, "its row cannot be read: " + FaultDescription.of(failure))
                    .map(saga -> saga);
        }
    }

    private <T> T kept(Supplier<T> query) {
        return Objects.requireNonNull(savepoint.execute(status -> query.get()));
    }

    private static void checkConcernsOneRow(RuntimeException failure) {
        if (!Faults.concernsOneRow(failure)) {
            throw failure;
        }
    }
}

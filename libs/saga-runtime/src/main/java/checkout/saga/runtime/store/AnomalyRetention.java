package checkout.saga.runtime.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes the anomalies of sagas that ended long ago. Those of open sagas stay. */
@Component
class AnomalyRetention {
    private static final Logger log = LoggerFactory.getLogger(AnomalyRetention.class);
    private static final int BATCH_SIZE = 1_000;

    private final AnomalyLog anomalies;
    private final AnomalySettings settings;

    AnomalyRetention(AnomalyLog anomalies, AnomalySettings settings) {
        this.anomalies = anomalies;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.anomalies.every:PT1H}")
    void deleteOld() {
        try {
            int deleted;
            do {
                deleted = anomalies.delete(settings.keep(), BATCH_SIZE);
                if (deleted > 0) {
                    log.info("Deleted {} anomalies that are older than {}", deleted, settings.keep());
                }
            } while (deleted == BATCH_SIZE);
        } catch (DataAccessException failure) {
            log.warn("Old anomalies could not be deleted; the next run retries it: {}", failure.toString());
        }
    }
}

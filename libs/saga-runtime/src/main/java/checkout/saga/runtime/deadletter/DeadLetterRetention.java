package checkout.saga.runtime.deadletter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes dead letters that were redriven or discarded long ago. Open ones stay. */
@Component
class DeadLetterRetention {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterRetention.class);
    private static final int BATCH_SIZE = 1_000;

    private final DeadLetters letters;
    private final DeadLetterSettings settings;

    DeadLetterRetention(DeadLetters letters, DeadLetterSettings settings) {
        this.letters = letters;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.dead-letters.every:PT1H}")
    void deleteOld() {
        try {
            int deleted = 0;
            int batch;
            do {
                batch = letters.delete(settings.keep(), BATCH_SIZE);
                deleted += batch;
            } while (batch == BATCH_SIZE);
            if (deleted > 0) {
                log.info("Deleted {} dead letters that were settled more than {} ago", deleted, settings.keep());
            }
        } catch (DataAccessException failure) {
            log.warn("Old dead letters could not be deleted; the next run retries it: {}", failure.toString());
        }
    }
}

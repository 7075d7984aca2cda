package checkout.saga.runtime.actrun;

import checkout.saga.runtime.act.ActSettings;
import checkout.saga.runtime.act.Acts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes acts that finished long ago, and dry runs that nobody has run. The audit log keeps what they did. */
@Component
class ActRetention {
    private static final Logger log = LoggerFactory.getLogger(ActRetention.class);
    /** The sagas of an act go with it, and there may be very many of them: several acts could take longer than a statement may. */
    private static final int BATCH_SIZE = 1;

    private final Acts acts;
    private final ActSettings settings;

    ActRetention(Acts acts, ActSettings settings) {
        this.acts = acts;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void deleteOld() {
        int deleted = 0;
        try {
            while (acts.delete(settings.keep(), settings.keepPlanned(), BATCH_SIZE) > 0) {
                deleted++;
            }
        } catch (DataAccessException failure) {
            log.warn("Old acts could not be deleted; the next run tries again: {}", failure.toString());
        }
        if (deleted > 0) {
            log.info("Deleted {} acts that nobody needs any more", deleted);
        }
    }
}

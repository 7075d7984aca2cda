package checkout.orchestrator.deadletter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Lets go of dead letters that were settled long ago; what nobody has decided on stays. */
@Component
class DeadLetterRetention {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterRetention.class);
    private static final int MOST_AT_ONCE = 1_000;

    private final DeadLetters letters;
    private final DeadLetterSettings settings;

    DeadLetterRetention(DeadLetters letters, DeadLetterSettings settings) {
        this.letters = letters;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.dead-letters.every:PT1H}")
    void forget() {
        try {
            int forgotten = 0;
            int batch;
            do {
                batch = letters.forget(settings.keep(), MOST_AT_ONCE);
                forgotten += batch;
            } while (batch == MOST_AT_ONCE);
            if (forgotten > 0) {
                log.info("{} dead letters that were settled more than {} ago are gone", forgotten, settings.keep());
            }
        } catch (DataAccessException passing) {
            log.warn("Old dead letters could not be let go and will be next time: {}", passing.toString());
        }
    }
}

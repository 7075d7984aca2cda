package checkout.payment.card;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends the process when a thread has died without which it takes no card payments, so that whoever supervises it starts a new one.
 * Nothing is lost: the calls stay owed in the database, and those under way are repeated once their leases end.
 */
@Component
class FatalExit {
    private static final Logger log = LoggerFactory.getLogger(FatalExit.class);
    private static final int FAILED = 1;

    // halt instead of exit: shutdown hooks would wait for the thread that died, or fail as it did
    void exit(String thread, Throwable cause) {
        try {
            log.error("{} died; the process exits, because it can no longer take card payments", thread, cause);
        } finally {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}

package checkout.relay.work;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends the process when going on could lose or reorder rows, saying why in its last line.
 *
 * <p>A new process starts from the slot's own position, which is the only safe way on; so nothing here tries to recover.
 */
@Component
public class LastWord {

    private static final Logger log = LoggerFactory.getLogger(LastWord.class);
    private static final int FAILED = 1;

    private final AtomicBoolean spoken = new AtomicBoolean();

    public void say(String source, Throwable why) {
        if (!spoken.compareAndSet(false, true)) {
            return;
        }
        Thread end = new Thread(() -> end(source, why), "last-word");
        end.setDaemon(true);
        end.start();
    }

    // halt, not exit: shutdown hooks would wait for the very threads that failed
    private static void end(String source, Throwable why) {
        log.error("Relay of {} failed", source, why);
        log.error(
                "The relay exits now because its source {} failed: {}. What was not confirmed is read again by the next start",
                source,
                innermost(why));
        Runtime.getRuntime().halt(FAILED);
    }

    private static String innermost(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return why.getMessage() + (cause == why ? "" : " (" + cause + ")");
    }
}

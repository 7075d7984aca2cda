package checkout.relay.work;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.stereotype.Component;

/**
 * Ends the process when going on could lose or reorder rows, saying why in its last line.
 *
 * <p>A new process starts from the slot's own position, which is the only safe way on; so nothing here tries to recover.
 */
@Component
public class FatalExit {

    private static final Logger log = LoggerFactory.getLogger(FatalExit.class);
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
        silenceOthers();
        log.error(
                "The relay exits now because its source {} failed: {}. What was not confirmed is read again by the next start",
                source,
                innermost(why));
        Runtime.getRuntime().halt(FAILED);
    }

    // other threads fail of the same cause and would have the last word
    private static void silenceOthers() {
        LoggingSystem logging = LoggingSystem.get(FatalExit.class.getClassLoader());
        logging.setLogLevel(FatalExit.class.getName(), LogLevel.ERROR);
        List.of(LoggingSystem.ROOT_LOGGER_NAME, "io.debezium", "org.apache.kafka")
                .forEach(name -> logging.setLogLevel(name, LogLevel.OFF));
    }

    private static String innermost(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return why.getMessage() + (cause == why ? "" : " (" + cause + ")");
    }
}

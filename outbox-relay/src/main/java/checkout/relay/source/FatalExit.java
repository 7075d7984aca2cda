package checkout.relay.source;

import checkout.relay.engine.EngineNotEndedException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.stereotype.Component;

/**
 * Ends the process when only a new process can continue, and logs the reason as the last line.
 *
 * <p>That is the case when the JVM itself is damaged, and when a failed engine cannot be ended: a second engine beside it could publish the same rows in
 * another order. All other failures are recovered from within the process.
 */
@Component
public class FatalExit {

    private static final Logger log = LoggerFactory.getLogger(FatalExit.class);
    private static final int FAILED = 1;

    private final AtomicBoolean exiting = new AtomicBoolean();

    /** Whether a new process is needed: after an error of the JVM, such as too little memory, or because of an engine that does not end. */
    static boolean isBeyondRecovery(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error || cause instanceof EngineNotEndedException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Logs the failure and ends the process.
     *
     * @param part what failed, such as {@code source orders}
     */
    public void exit(String part, Throwable failure) {
        if (!exiting.compareAndSet(false, true)) {
            return;
        }
        Thread end = new Thread(() -> end(part, failure), "fatal-exit");
        end.setDaemon(true);
        end.start();
    }

    // halt instead of exit: shutdown hooks would wait for the threads that failed
    private static void end(String part, Throwable failure) {
        log.error("The relay cannot continue: {} failed", part, failure);
        silenceOtherLoggers();
        log.error(
                "The relay exits because {} failed: {}. The next start reads again what was not confirmed",
                part,
                describe(failure));
        Runtime.getRuntime().halt(FAILED);
    }

    // other threads fail for the same reason and would log after the last line
    private static void silenceOtherLoggers() {
        LoggingSystem logging = LoggingSystem.get(FatalExit.class.getClassLoader());
        logging.setLogLevel(FatalExit.class.getName(), LogLevel.ERROR);
        List.of(LoggingSystem.ROOT_LOGGER_NAME, "io.debezium", "org.apache.kafka")
                .forEach(name -> logging.setLogLevel(name, LogLevel.OFF));
    }

    static String describe(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return failure.getMessage() + (cause == failure ? "" : " (" + cause + ")");
    }
}

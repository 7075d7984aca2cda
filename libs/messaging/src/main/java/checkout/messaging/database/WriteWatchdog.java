package checkout.messaging.database;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the writes that take too long. It looks twice a second, so that a write costs nearly nothing. */
final class WriteWatchdog {
    private static final long LOOK_EVERY_MILLIS = 500;

    /** Each socket that is being written to, and when that must have ended. */
    private final Map<WriteTimeoutSocket, Long> deadlines = new ConcurrentHashMap<>();

    WriteWatchdog() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("database-write-watchdog").factory());
        var unused =
                thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void begin(WriteTimeoutSocket socket, int limitMillis) {
        deadlines.put(socket, System.nanoTime() + Duration.ofMillis(limitMillis).toNanos());
    }

    void end(WriteTimeoutSocket socket) {
        deadlines.remove(socket);
    }

    private void look() {
        long now = System.nanoTime();
        deadlines.forEach((socket, deadline) -> {
            if (now - deadline > 0) {
                socket.expire();
                // also if its thread does not come back to do so
                deadlines.remove(socket, deadline);
            }
        });
    }
}

package checkout.relay.capture;

import checkout.relay.engine.EngineSockets;
import checkout.relay.engine.EngineThreads;
import checkout.relay.leadership.RelayLeadership;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.DatabaseServer;
import checkout.relay.slot.SlotProgress;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded Debezium engine that reads the slot of one source, from the slot's position on, until it is closed or fails.
 *
 * <p>An engine is never started again: a new one has a new, empty offset store and begins at the slot's own position, as a new process would.
 */
public final class CaptureEngine {

    /** The prefix of the relay's own messages in the log; they advance the slot of an idle database and are not published. */
    public static final String HEARTBEAT_PREFIX = "outbox-relay";

    private static final Logger log = LoggerFactory.getLogger(CaptureEngine.class);
    private static final Duration FINISH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Which server is read is known only when a session to it is open. */
    private static final DatabaseServer ANY_SERVER = new DatabaseServer("localhost", 5432);

    private final RelaySettings.Source source;
    private final DatabaseServer server;
    private final RelaySettings.Pace pace;
    private final RelaySettings.Recovery recovery;
    private final long memory;
    private final AckTracker ackTracker;
    private final String engineName;
    private final EngineSockets sockets;
    private final EngineThreads threads;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> streaming = new CompletableFuture<>();
    private volatile @Nullable DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

    /**
     * Creates an engine that has not started.
     *
     * @param memory how many bytes of rows the engine holds: one half read and not sent, the other half sent and not
     *     acknowledged
     */
    public CaptureEngine(
            RelaySettings.Source source,
            DatabaseServer server,
            RelaySettings.Pace pace,
            RelaySettings.Recovery recovery,
            RelayLeadership leadership,
            KafkaPublisher publisher,
            PublishStats publishStats,
            SlotProgress progress,
            long memory) {
        this.source = source;
        this.server = server;
        this.pace = pace;
        this.recovery = recovery;
        this.memory = memory;
        this.ackTracker = new AckTracker(
                source.name(), leadership, publisher, publishStats, progress, pace.confirm(), memory / 2);
        this.engineName = OutboxConnector.register(ackTracker);
        this.sockets = EngineSockets.register(engineName);
        this.threads = new EngineThreads(source.name());
    }

    /** Throws an exception that says what to change if an engine cannot be created from these settings. */
    public static void requireValid(RelaySettings.Source source, RelaySettings settings) {
        DebeziumSettings.of(source, ANY_SERVER, settings.pace(), settings.recovery(), settings.memoryPerSource(), "");
    }

    /** Starts reading; the result completes when the engine is closed, and fails when the engine fails. */
    public CompletableFuture<Void> start() {
        threads.start(this::run);
        return ended;
    }

    // the outermost method of the engine's thread: whatever fails here has ended the engine
    private void run() {
        try {
            DebeziumEngine<RecordChangeEvent<SourceRecord>> created = create();
            engine = created;
            created.run();
            ended.completeExceptionally(new IllegalStateException("the engine ended without a result"));
        } catch (Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }

    private DebeziumEngine<RecordChangeEvent<SourceRecord>> create() {
        return DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(DebeziumSettings.of(source, server, pace, recovery, memory / 2, engineName))
                .using(OffsetCommitPolicy.always())
                .using(this::complete)
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        streaming.complete(null);
                    }
                })
                .notifying(ackTracker)
                .build();
    }

    private void complete(boolean success, String message, Throwable error) {
        if (success) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(error == null ? new IllegalStateException(message) : error);
        }
    }

    /** Positions are confirmed from now on, because the slot is known to be where this relay left it. */
    public void allowConfirming() {
        ackTracker.allowConfirming();
    }

    public boolean isStreaming() {
        return streaming.isDone() && !ended.isDone();
    }

    public Duration unacknowledgedFor() {
        return ackTracker.unacknowledgedFor();
    }

    /** Stops sending, and waits until everything that was sent is acknowledged and on its way to the slot. */
    public void finish() {
        if (ended.isDone()) {
            return;
        }
        try {
            ackTracker.finish().get(FINISH_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn(
                    "Not everything that {} sent was acknowledged within {}; the next start publishes the rest again",
                    source.name(),
                    FINISH_TIMEOUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Indicates a bug: finishing cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the engine in an orderly way, unless it has ended, is still starting, or does not react; {@link #endWithin} ends it in every case. */
    public void close() {
        DebeziumEngine<RecordChangeEvent<SourceRecord>> running = engine;
        if (running == null || ended.isDone()) {
            return;
        }
        Thread closing = new Thread(() -> close(running), "close-" + source.name());
        closing.setDaemon(true);
        closing.start();
        try {
            ended.get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("The engine of source {} did not close in an orderly way", source.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(DebeziumEngine<RecordChangeEvent<SourceRecord>> running) {
        try {
            running.close();
        } catch (IOException | IllegalStateException e) {
            log.debug("The engine of source {} cannot be closed; its connections are closed instead", source.name(), e);
        }
    }

    /**
     * Ends the engine, whatever it is waiting for, and returns when none of its threads is alive. The publisher must be closed before, so that no
     * thread waits for Kafka.
     */
    public void endWithin(Duration timeout) {
        sockets.close();
        threads.awaitEnd(timeout);
        OutboxConnector.unregister(engineName);
        EngineSockets.unregister(engineName);
    }
}

package checkout.relay.capture;

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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An embedded Debezium engine that reads the slot of one source, from the slot's position on, until it is closed or fails. */
public final class CaptureEngine implements AutoCloseable {

    /** The prefix of the relay's own messages in the log; they advance the slot of an idle database and are not published. */
    public static final String HEARTBEAT_PREFIX = "outbox-relay";

    private static final Logger log = LoggerFactory.getLogger(CaptureEngine.class);
    private static final Duration FINISH_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final AckTracker ackTracker;
    private final String trackerName;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> streaming = new CompletableFuture<>();
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

    public CaptureEngine(
            RelaySettings.Source source,
            DatabaseServer server,
            RelaySettings.Pace pace,
            RelayLeadership leadership,
            KafkaPublisher publisher,
            PublishStats publishStats,
            SlotProgress progress) {
        this.name = source.name();
        this.ackTracker = new AckTracker(leadership, publisher, publishStats, progress, pace.confirm());
        this.trackerName = OutboxConnector.register(ackTracker);
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(DebeziumSettings.of(source, server, pace, trackerName))
                .using(OffsetCommitPolicy.always())
                .using(this::end)
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        streaming.complete(null);
                    }
                })
                .notifying(ackTracker)
                .build();
    }

    private void end(boolean success, String message, Throwable error) {
        OutboxConnector.unregister(trackerName);
        if (success) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(error == null ? new IllegalStateException(message) : error);
        }
    }

    /** Starts reading; the result completes when the engine is closed, and fails when the engine fails. */
    public CompletableFuture<Void> start() {
        Thread thread = new Thread(engine, "relay-" + name);
        thread.setDaemon(true);
        thread.start();
        return ended;
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
                    name,
                    FINISH_TIMEOUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Indicates a bug: finishing cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (ended.isDone()) {
            return;
        }
        try {
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package checkout.relay.capture;

import checkout.relay.leadership.Leadership;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ConfirmedPositionNote;
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

/** A running engine: it reads one source's slot from where the slot stands until it is closed or fails. */
public final class CaptureEngine implements AutoCloseable {

    /** Messages of the relay's own in the log; they keep the slot of an idle database moving and are not published. */
    public static final String HEARTBEAT_PREFIX = "outbox-relay";

    private static final Logger log = LoggerFactory.getLogger(CaptureEngine.class);
    private static final Duration LONGEST_FINISH = Duration.ofSeconds(5);

    private final String name;
    private final AckTracker ackTracker;
    private final String handoverName;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> streaming = new CompletableFuture<>();
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

    public CaptureEngine(
            RelaySettings.Source source,
            RelaySettings.Pace pace,
            Leadership leadership,
            KafkaPublisher publisher,
            PublishStats publishStats,
            ConfirmedPositionNote progress) {
        this.name = source.name();
        this.ackTracker = new AckTracker(leadership, publisher, publishStats, progress, pace.confirm());
        this.handoverName = OutboxConnector.register(ackTracker);
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(DebeziumSettings.of(source, pace, handoverName))
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
        OutboxConnector.forget(handoverName);
        if (success) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(error == null ? new IllegalStateException(message) : error);
        }
    }

    /** Reads until closed; fails with what the engine failed with. */
    public CompletableFuture<Void> start() {
        Thread thread = new Thread(engine, "relay-" + name);
        thread.setDaemon(true);
        thread.start();
        return ended;
    }

    public boolean isStreaming() {
        return streaming.isDone() && !ended.isDone();
    }

    public Duration waitingForKafka() {
        return ackTracker.waitingForKafka();
    }

    /** Sends nothing more, and waits until all that was sent is acknowledged and on its way to the slot. */
    public void finish() {
        if (ended.isDone()) {
            return;
        }
        try {
            ackTracker.finish().get(LONGEST_FINISH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn(
                    "Not all that {} sent was acknowledged in {}; the next start publishes the rest again",
                    name,
                    LONGEST_FINISH);
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

package checkout.relay.capture;

import checkout.relay.RelaySettings;
import checkout.relay.publish.Publisher;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.source.SourceRecord;

/** A running engine: it reads one source's slot from where the slot stands until it is closed or fails. */
public final class Capture implements AutoCloseable {

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> streaming = new CompletableFuture<>();
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

    public Capture(RelaySettings.Source source, RelaySettings.Pace pace, Publisher publisher) {
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(EngineSettings.of(source, pace))
                .using(OffsetCommitPolicy.always())
                .using(this::end)
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        streaming.complete(null);
                    }
                })
                .notifying(new Handover(publisher, pace.confirm()))
                .build();
    }

    private void end(boolean success, String message, Throwable error) {
        if (success) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(error == null ? new IllegalStateException(message) : error);
        }
    }

    /** Reads until closed; fails with what the engine failed with. */
    public CompletableFuture<Void> start(String threadName) {
        Thread thread = new Thread(engine, threadName);
        thread.setDaemon(true);
        thread.start();
        return ended;
    }

    public boolean isStreaming() {
        return streaming.isDone() && !ended.isDone();
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

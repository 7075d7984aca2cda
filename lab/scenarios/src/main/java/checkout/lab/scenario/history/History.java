package checkout.lab.scenario.history;

import checkout.lab.stack.state.StackException;
import checkout.lab.time.EpochMicros;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes each event to a file as a line of JSON before the call goes on, so that a run that is killed leaves its history. */
public final class History implements Closeable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final BufferedWriter lines;
    private final AtomicLong operations = new AtomicLong();

    public History(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.lines = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    public Path file() {
        return file;
    }

    /** A call that has begun and not ended. */
    public final class Call {

        private final long op = operations.incrementAndGet();
        private final String name;
        private final String by;
        private final @Nullable String key;
        private final @Nullable UUID checkout;

        private Call(String name, String by, @Nullable String key, @Nullable UUID checkout, @Nullable String body) {
            this.name = name;
            this.by = by;
            this.key = key;
            this.checkout = checkout;
            write(new HistoryEvent(EpochMicros.now(), op, EventType.INVOKE, name, by, key, checkout, null, null, body));
        }

        public void answered(int status, String body, @Nullable UUID answeredCheckout) {
            write(new HistoryEvent(
                    EpochMicros.now(),
                    op,
                    HistoryEvent.typeOf(status, body),
                    name,
                    by,
                    key,
                    answeredCheckout == null ? checkout : answeredCheckout,
                    status,
                    state(body),
                    null));
        }

        public void notAnswered() {
            write(new HistoryEvent(
                    EpochMicros.now(), op, EventType.UNKNOWN, name, by, key, checkout, null, null, null));
        }
    }

    public Call begin(String name, String by, @Nullable String key, @Nullable UUID checkout, @Nullable String body) {
        return new Call(name, by, key, checkout, body);
    }

    /** The status of the checkout in a response, if it has one. */
    static @Nullable String state(String body) {
        if (!body.startsWith("{")) {
            return null;
        }
        try {
            var status = JSON.readTree(body).path("status");
            return status.isString() ? status.asString() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private synchronized void write(HistoryEvent event) {
        try {
            lines.write(JSON.writeValueAsString(event));
            lines.write('\n');
            lines.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private StackException cannotWrite(IOException e) {
        return new StackException("The history cannot be written to %s (%s).".formatted(file, e.getMessage()), e);
    }

    /** Reads what a run has recorded. */
    public static List<HistoryEvent> read(Path file) {
        List<HistoryEvent> events = new ArrayList<>();
        try (Stream<String> text = Files.lines(file)) {
            text.forEach(line -> events.add(JSON.readValue(line, HistoryEvent.class)));
            return events;
        } catch (IOException e) {
            throw new StackException("The history %s cannot be read (%s).".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }
}

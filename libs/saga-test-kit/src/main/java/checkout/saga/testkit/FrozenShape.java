package checkout.saga.testkit;

import checkout.saga.engine.definition.Saga;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a published version of a saga as it is: its name, steps, options and waits must match a recorded text. Sagas in
 * flight end under the version they began with, so an edit of that version would change them on their way.
 */
public final class FrozenShape<D> {

    private static final Path ACTUAL_SHAPES = Path.of("target", "saga-shapes");
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private final Saga<D> saga;
    private final @Nullable Object startEvent;
    private final Map<String, Object> replies;

    private FrozenShape(Saga<D> saga, @Nullable Object startEvent, Map<String, Object> replies) {
        this.saga = saga;
        this.startEvent = startEvent;
        this.replies = Map.copyOf(replies);
    }

    public static <D> FrozenShape<D> of(Saga<D> saga) {
        return new FrozenShape<>(saga, null, Map.of());
    }

    /** Adds the type of every command to the shape; the commands are made of this event's data. */
    public FrozenShape<D> startedBy(Object event) {
        return new FrozenShape<>(saga, event, replies);
    }

    /** What a done-reply of a step carries, where later commands need it. */
    public FrozenShape<D> replying(String step, Object payload) {
        Map<String, Object> more = new HashMap<>(replies);
        more.put(step, payload);
        return new FrozenShape<>(saga, startEvent, more);
    }

    /** The shape as it is recorded. */
    public String text() {
        return ShapeText.of(saga, startEvent, replies);
    }

    /** Fails unless the shape is the one recorded in this class path resource, such as "checkout-v1.txt". */
    public void matchesRecorded(String resource) {
        String actual = text();
        String recorded = recorded(resource);
        if (actual.equals(recorded)) {
            return;
        }
        Path written = write(resource, actual);
        String version = "Version " + saga.version() + " of saga '" + saga.name() + "'";
        String copy = " cp " + written + " " + RESOURCES.resolve(resource);
        throw new AssertionError(
                recorded == null
                        ? version + " has no recorded shape: " + resource + " is not on the class path.\n"
                                + "If the version is new, check its shape and record it:" + copy
                        : version + " differs from the shape recorded in " + resource + ":\n"
                                + LineDiff.of(recorded, actual)
                                + "A published version is never edited; add a version. Sagas in flight end under this one.\n"
                                + "Only if it was never published, record its new shape:" + copy);
    }

    private static @Nullable String recorded(String resource) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            return stream == null
                    ? null
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(String resource, String shape) {
        try {
            Path file = ACTUAL_SHAPES.resolve(resource);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

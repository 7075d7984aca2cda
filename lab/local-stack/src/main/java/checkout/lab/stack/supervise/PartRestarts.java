package checkout.lab.stack.supervise;

import checkout.lab.stack.state.PrivateJsonFile;
import checkout.lab.stack.state.StateDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How often the supervisor has started each part again since the last {@code up}; the command {@code status} shows it. */
public final class PartRestarts {

    private final Path file;

    public PartRestarts(StateDirectory state) {
        this.file = state.path().resolve("restarts.json");
    }

    /** The restarts of one part. */
    public record Restarts(int count, String lastAt) {}

    /** The file's content. */
    record Content(Map<String, Restarts> parts) {}

    public Map<String, Restarts> all() {
        return PrivateJsonFile.readIfIntact(file, Content.class)
                .map(Content::parts)
                .orElse(Map.of());
    }

    public Optional<Restarts> of(String part) {
        return Optional.ofNullable(all().get(part));
    }

    void count(String part, Instant at) {
        Map<String, Restarts> parts = new LinkedHashMap<>(all());
        int before = of(part).map(Restarts::count).orElse(0);
        parts.put(part, new Restarts(before + 1, at.toString()));
        PrivateJsonFile.write(file, new Content(parts));
    }

    void clear() {
        PrivateJsonFile.write(file, new Content(Map.of()));
    }
}

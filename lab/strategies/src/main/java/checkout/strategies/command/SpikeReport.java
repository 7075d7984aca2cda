package checkout.strategies.command;

import checkout.lab.stack.state.StackException;
import checkout.strategies.spike.SpikeResult;
import checkout.strategies.spike.SpikeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A whole comparison; the components are the fields of the {@code --json} file. */
record SpikeReport(String takenAt, SpikeSettings settings, Map<String, Object> versions, List<SpikeResult> results) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static SpikeReport of(SpikeSettings settings, List<SpikeResult> results) {
        Map<String, Object> versions = new TreeMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("processors", Runtime.getRuntime().availableProcessors());
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return new SpikeReport(Instant.now().toString(), settings, versions, results);
    }

    void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new StackException("%s cannot be written (%s).".formatted(file, e), e);
        }
    }
}

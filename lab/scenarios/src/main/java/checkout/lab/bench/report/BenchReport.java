package checkout.lab.bench.report;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole benchmark. The components are the fields of the {@code --json} file, which later runs are compared with.
 *
 * @param figures the medians of the rounds
 * @param contradictions what did not add up; empty if everything did
 */
public record BenchReport(
        String takenAt,
        Map<String, Object> settings,
        Map<String, Object> versions,
        Map<String, Double> figures,
        List<Map<String, Double>> rounds,
        Map<String, Map<String, Long>> counts,
        List<String> contradictions) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new StackException("%s cannot be written (%s).".formatted(file, e), e);
        }
    }

    /** Reads the medians from the file of an earlier benchmark. */
    public static ReportFigures figuresIn(Path file) {
        try {
            JsonNode figures = JSON.readTree(Files.readString(file)).path("figures");
            if (!figures.isObject()) {
                throw new StackException("%s was not written by ./checkout bench --json.".formatted(file));
            }
            Map<String, Double> values = new LinkedHashMap<>();
            figures.properties()
                    .forEach(each -> values.put(each.getKey(), each.getValue().asDouble()));
            return new ReportFigures(values);
        } catch (IOException e) {
            throw new StackException("%s cannot be read (%s).".formatted(file, e), e);
        } catch (JacksonException e) {
            throw new StackException("%s was not written by ./checkout bench --json.".formatted(file), e);
        }
    }
}

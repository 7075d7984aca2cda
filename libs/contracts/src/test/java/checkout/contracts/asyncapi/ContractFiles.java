package checkout.contracts.asyncapi;

import checkout.contracts.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads the text files about topics and messages: one line each, with columns. */
final class ContractFiles {
    private static final Set<String> SERVICES =
            Set.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private ContractFiles() {}

    /** The settings of each topic: its partitions and how long it keeps a record. */
    static Map<String, List<String>> topics() {
        Map<String, List<String>> topics = new LinkedHashMap<>();
        rows("/kafka-topics.txt", 4).forEach(row -> topics.put(row.get(0), row));
        return topics;
    }

    /** The services that may read each topic. */
    static Map<String, List<String>> readers() {
        Map<String, List<String>> readers = new LinkedHashMap<>();
        for (List<String> row : rows("/kafka-acls.txt", 3)) {
            if (SERVICES.contains(row.get(0))
                    && row.get(1).contains("read")
                    && row.get(2).startsWith("topic:")) {
                readers.computeIfAbsent(row.get(2).substring("topic:".length()), topic -> new ArrayList<>())
                        .add(row.get(0));
            }
        }
        return readers;
    }

    static Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        rows("/message-summaries.txt", 2).forEach(row -> summaries.put(row.get(0), row.get(1)));
        return summaries;
    }

    private static List<List<String>> rows(String file, int columns) {
        try (InputStream text = Objects.requireNonNull(MessageType.class.getResourceAsStream(file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+", columns)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

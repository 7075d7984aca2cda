package checkout.provisioning.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the lists of topics and rights: a row per line, columns separated by spaces, comments after {@code #}. */
final class ProvisioningListFile {

    private ProvisioningListFile() {}

    /**
     * The rows of a file on the class path.
     *
     * @param columnNames what a row must contain, for the message about a row that does not
     */
    static List<String[]> rows(String file, int columns, String columnNames) {
        return read(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> {
                    String[] row = line.split("\\s+", -1);
                    if (row.length != columns) {
                        throw new IllegalStateException(
                                "a line of %s must have %s: %s".formatted(file, columnNames, line));
                    }
                    return row;
                })
                .toList();
    }

    private static String read(String name) {
        try (InputStream file = ProvisioningListFile.class.getClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not on the class path; libs/contracts contains it");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

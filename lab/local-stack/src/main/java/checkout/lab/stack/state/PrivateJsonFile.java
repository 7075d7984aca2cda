package checkout.lab.stack.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON files that only their owner may read, written atomically. */
public final class PrivateJsonFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private PrivateJsonFile() {}

    public static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), type));
        } catch (JacksonException e) {
            throw new StackException(
                    "%s is damaged; restore it, or start over with ./checkout up --wipe, which deletes all local data."
                            .formatted(file),
                    e);
        }
    }

    /** Empty also if the file is damaged: for what is only a note, and is written anew. */
    public static <T> Optional<T> readIfIntact(Path file, Class<T> type) {
        try {
            return read(file, type);
        } catch (StackException damaged) {
            return Optional.empty();
        }
    }

    public static void write(Path file, Object content) {
        PrivateFile.write(file, JSON.writeValueAsString(content) + "\n");
    }
}

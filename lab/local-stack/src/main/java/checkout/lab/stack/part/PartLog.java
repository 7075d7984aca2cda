package checkout.lab.stack.part;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log of a part, read from its end. */
public final class PartLog {

    private static final int BYTES_OF_A_LONG_LINE = 400;

    private PartLog() {}

    /** Makes room for the log of a new start; that of the run before stays beside it. */
    static void turn(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines as one text. */
    public static String end(Path log, int lines) {
        return String.join(System.lineSeparator(), lastLines(log, lines));
    }

    /** At most so many lines, fewer where they are very long. */
    public static List<String> lastLines(Path log, int lines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - (long) lines * BYTES_OF_A_LONG_LINE);
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            List<String> found =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // the first may be the rest of a line
            int skip = Math.max(found.size() - lines, from > 0 && !found.isEmpty() ? 1 : 0);
            return found.subList(skip, found.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

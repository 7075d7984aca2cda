package checkout.lab.stack.part;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log of a part: rotation, and reading its last lines. */
public final class PartLog {

    private static final int MAX_BYTES_PER_LINE = 400;

    private PartLog() {}

    /** Renames the previous log, before a new start. */
    static void rotate(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines as one string. */
    public static String tail(Path log, int lines) {
        return String.join(System.lineSeparator(), lastLines(log, lines));
    }

    /** The last lines, at most the given number and fewer if they are very long. */
    public static List<String> lastLines(Path log, int maxLines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - (long) maxLines * MAX_BYTES_PER_LINE);
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // the first may be incomplete
            int skip = Math.max(lines.size() - maxLines, from > 0 && !lines.isEmpty() ? 1 : 0);
            return lines.subList(skip, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

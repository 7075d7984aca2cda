package checkout.lab.stack.part;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The log of a part: rotation, and reading its last lines in little memory, however long it is. */
public final class PartLog {

    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int MAX_BYTES_PER_LINE = 256 * 1024;

    private PartLog() {}

    /** Renames the previous log, before a new start. */
    static void rotate(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Keeps the log of a part that has failed beside later ones, which may be many if it keeps failing. */
    public static void keepAsFailed(Path log) throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        Path kept = ofFailure(log);
        Files.deleteIfExists(kept);
        try {
            Files.createLink(kept, log);
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(log, kept);
        }
    }

    /** Where the log of a part is kept that has failed. */
    public static Path ofFailure(Path log) {
        return log.resolveSibling(log.getFileName() + ".failed");
    }

    /** The last lines as one string. */
    public static String tail(Path log, int lines) {
        return String.join(System.lineSeparator(), lastLines(log, lines));
    }

    /** The last lines, at most the given number. */
    public static List<String> lastLines(Path log, int maxLines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try {
            readLastLines(log, maxLines, lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /**
     * Reads the last lines, at most the given number. A line that is very long is cut.
     *
     * @return the position in the log up to which it was read
     */
    public static long readLastLines(Path log, int maxLines, Consumer<String> lines) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long end = file.length(); // it may grow meanwhile
            read(file, startOfLastLines(file, end, maxLines), end, lines);
            return end;
        }
    }

    /** Searches backwards for the end of the line before the last ones. */
    private static long startOfLastLines(RandomAccessFile file, long end, int maxLines) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        int found = 0;
        for (long blockEnd = end; blockEnd > 0; blockEnd -= BLOCK_BYTES) {
            long blockStart = Math.max(0, blockEnd - BLOCK_BYTES);
            file.seek(blockStart);
            file.readFully(block, 0, (int) (blockEnd - blockStart));
            for (long next = blockEnd; next > blockStart; next--) {
                // the end of the last line does not begin another one
                if (block[(int) (next - blockStart) - 1] == '\n' && next < end && ++found == maxLines) {
                    return next;
                }
            }
        }
        return 0;
    }

    private static void read(RandomAccessFile file, long start, long end, Consumer<String> lines) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        file.seek(start);
        for (long position = start; position < end; position += BLOCK_BYTES) {
            int length = (int) Math.min(BLOCK_BYTES, end - position);
            file.readFully(block, 0, length);
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (block[i] == '\n') {
                    append(line, block, from, i);
                    lines.accept(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                    from = i + 1;
                }
            }
            append(line, block, from, length);
        }
        if (line.size() > 0) {
            lines.accept(line.toString(StandardCharsets.UTF_8));
        }
    }

    private static void append(ByteArrayOutputStream line, byte[] block, int from, int to) {
        line.write(block, from, Math.min(to - from, MAX_BYTES_PER_LINE - line.size()));
    }
}

package checkout.provider.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a journal up to the incomplete entry that a crash may have left at its end. */
final class JournalReader {

    private final Path file;
    private final JournalLine lines;
    private long intactLength;
    private boolean damaged;

    JournalReader(Path file, JournalLine lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Passes on every intact entry and returns the length of the intact part in bytes. */
    long read(Consumer<LedgerEntry> entries) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    readLine(line.toByteArray(), entries);
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
        return intactLength;
    }

    private void readLine(byte[] line, Consumer<LedgerEntry> entries) {
        Optional<LedgerEntry> entry = lines.read(line);
        if (entry.isEmpty()) {
            damaged = true;
            return;
        }
        if (damaged) {
            // a crash damages only the end; skipping the damage would lose charges that were answered
            throw new IllegalStateException(
                    "The journal %s is damaged after byte %d, and more entries follow;".formatted(file, intactLength)
                            + " put a good copy there, or remove it to begin with an empty ledger");
        }
        entries.accept(entry.get());
        intactLength += line.length + 1L;
    }
}

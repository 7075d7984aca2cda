package checkout.provider.ledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a journal back, up to where a crash tore its end. */
final class JournalReader {

    private final Path file;
    private final JournalLine lines;
    private long whole;
    private boolean torn;

    JournalReader(Path file, JournalLine lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Hands over every whole entry and returns the length of the part that is whole. */
    long read(Consumer<LedgerEntry> entries) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    take(line.toByteArray(), entries);
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
        return whole;
    }

    private void take(byte[] line, Consumer<LedgerEntry> entries) {
        Optional<LedgerEntry> entry = lines.read(line);
        if (entry.isEmpty()) {
            torn = true;
            return;
        }
        if (torn) {
            // a crash damages the end alone; going on would forget charges that somebody was told of
            throw new IllegalStateException(
                    "The journal %s is damaged after byte %d and goes on behind that;".formatted(file, whole)
                            + " put a good copy there, or remove it to begin with an empty ledger");
        }
        entries.accept(entry.get());
        whole += line.length + 1L;
    }
}

package checkout.lab.stack.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Follows a log line by line, across restarts of the part, which begin a new file. */
final class LogFollower {

    private static final long POLL_MILLIS = 200;

    private final Path log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;

    LogFollower(Path log, long position) {
        this.log = log;
        this.position = position;
    }

    void follow(Consumer<String> lines) throws IOException, InterruptedException {
        while (true) {
            if (Files.exists(log)) {
                if (Files.size(log) < position) {
                    position = 0;
                    line.reset();
                }
                readNew(lines);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void readNew(Consumer<String> lines) throws IOException {
        try (InputStream bytes = Files.newInputStream(log)) {
            bytes.skipNBytes(position);
            for (byte next : bytes.readAllBytes()) {
                position++;
                if (next == '\n') {
                    lines.accept(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
    }
}

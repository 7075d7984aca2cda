package checkout.lab.scenario.machine;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** The wall clock of one process, which libfaketime moves while the process runs; the monotonic clock stays as it is. */
final class FakeClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final Path offset;

    /** @param offset the file that says how far the clock is off; the process reads it once a second */
    FakeClock(Path offset) {
        this.offset = offset;
    }

    /** What a process must be started with. */
    Map<String, String> environment() throws IOException {
        return Map.of(
                "LD_PRELOAD",
                library().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                // a timeout is measured with the monotonic clock, which does not jump on a real machine either
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // this work-around for old C libraries ends every timed wait of a JVM at once
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Sets how far the clock is off from now on. The file is replaced, because a half-written one would be an error. */
    void set(Duration off) throws IOException {
        Path next = offset.resolveSibling(offset.getFileName() + ".next");
        Files.writeString(next, "%+d".formatted(off.toSeconds()));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** How far off the clock of an application is, as the date of an answer says; empty if it does not answer. */
    static Optional<Duration> measure(HttpClient client, StackPart part) throws InterruptedException {
        URI probe = URI.create("http://127.0.0.1:%d/actuator/health/liveness".formatted(part.port()));
        HttpRequest request =
                HttpRequest.newBuilder(probe).timeout(ANSWER_TIMEOUT).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Date")
                    .map(date -> Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    /** Debian puts libraries into a folder of the architecture. */
    private static Path library() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(LIBRARIES, Files::isDirectory)) {
            for (Path folder : folders) {
                if (Files.isReadable(folder.resolve(LIBRARY))) {
                    return folder.resolve(LIBRARY);
                }
            }
        }
        if (Files.isReadable(LIBRARIES.resolve(LIBRARY))) {
            return LIBRARIES.resolve(LIBRARY);
        }
        throw new StackException(
                "clock-jump needs libfaketime, which was not found under %s; install it (Debian: apt-get install libfaketime)."
                        .formatted(LIBRARIES));
    }
}

package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Fails if a body, a list, a path or a header can be larger, or a body slower, than the service says. */
@ExtendWith(OutputCaptureExtension.class)
class BodyLimitTest extends RunningStorefronts {
    private static final int PATIENCE_MILLIS = 15_000;

    @Test
    void refusesALargeBodyBeforeItIsSent() throws Exception {
        try (Socket socket = open()) {
            write(socket, head("POST /v1/checkouts", "Content-Length: 10000000"));
            String answer = readHead(socket);
            assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("Connection: close");
        }
    }

    @Test
    void refusesALargeBodyOfUnknownLengthWhenItBecomesTooLarge() throws Exception {
        String chunk = "%x\r\n%s\r\n".formatted(10_000, " ".repeat(10_000));
        try (Socket socket = open()) {
            write(socket, head("POST /v1/checkouts", "Transfer-Encoding: chunked"));
            for (int i = 0; i < 27; i++) {
                write(socket, chunk);
            }
            // the body goes on, and the answer is there
            assertThat(readHead(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesALargeBodyThatNobodyReads() throws Exception {
        try (Socket socket = open()) {
            write(socket, head("POST /v1/unknown", "Transfer-Encoding: chunked"));
            assertThat(readHead(socket)).startsWith("HTTP/1.1 404");
            assertThat(secondsUntilClosed(socket, "1\r\n \r\n")).isLessThan(15);
        }
    }

    /** Nobody would limit the body once the handler has returned. */
    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/checkouts/%s/cancel", "GET /v1/checkouts/%s/events"})
    void cutsOffABodyThatTricklesAndThatNobodyAskedFor(String request) throws Exception {
        try (Socket socket = open()) {
            write(socket, head(request.formatted(placed()), "Content-Length: 1000"));
            Thread trickle = Thread.ofVirtual().start(() -> trickle(socket, " "));
            assertThat(readHead(socket)).startsWith("HTTP/1.1 408");
            trickle.interrupt();
            trickle.join();
            assertThat(secondsUntilClosed(socket, " ")).isLessThan(15);
        }
    }

    @Test
    void ignoresABodyThatHasArrivedAndThatNobodyAskedFor() throws Exception {
        UUID checkout = placed();
        try (Socket socket = open()) {
            for (int i = 0; i < 2; i++) {
                write(socket, head("POST /v1/checkouts/%s/cancel".formatted(checkout), "Content-Length: 2") + "{}");
                String head = readHead(socket);
                assertThat(head).startsWith("HTTP/1.1 202");
                skipBody(socket, head);
            }
        }
    }

    /** Each byte arrives in time, the whole would take hours. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void cutsOffABodyThatTrickles(String framing) throws Exception {
        try (Socket socket = open()) {
            write(socket, head("POST /v1/checkouts", framing));
            String piece = framing.startsWith("Content") ? " " : "1\r\n \r\n";
            Thread trickle = Thread.ofVirtual().start(() -> trickle(socket, piece));
            long began = System.nanoTime();
            assertThat(readHead(socket)).startsWith("HTTP/1.1 408");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
            trickle.interrupt();
            trickle.join();
            assertThat(secondsUntilClosed(socket, piece)).isLessThan(15);
        }
    }

    @Test
    void cutsOffABodyThatDoesNotArrive(CapturedOutput log) throws Exception {
        try (Socket socket = open()) {
            write(socket, head("POST /v1/checkouts", "Content-Length: 1000"));
            assertThat(readHead(socket)).startsWith("HTTP/1.1 408").contains("application/problem+json");
            assertThat(secondsUntilClosed(socket, " ")).isLessThan(15);
        }
        assertThat(log.getAll()).as("a slow client fills no log").doesNotContain("ERROR");
    }

    /** The first is refused by a handler, the second by the rules of security. */
    @ParameterizedTest
    @CsvSource({"/v1/unknown, HTTP/1.1 404", "/v1/admin/storefronts, HTTP/1.1 401"})
    void aConnectionLivesOnAfterARefusalWhoseBodyHasArrived(String path, String status) throws Exception {
        try (Socket socket = open()) {
            for (int i = 0; i < 3; i++) {
                write(socket, head("POST " + path, "Content-Length: 2") + "{}");
                String head = readHead(socket);
                assertThat(head).startsWith(status);
                skipBody(socket, head);
            }
        }
    }

    @Test
    void refusesTooManyLinesAndTooLargePages() {
        String lines = IntStream.range(0, 101)
                .mapToObj(i -> "{\"sku\":\"TEA-001\",\"quantity\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = send(request("/v1/checkouts", ONE)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"customerId\":\"c\",\"lines\":%s,\"payment\":{\"method\":\"card\",\"token\":\"t\"}}"
                                .formatted(lines))));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).at("/detail").asString()).contains("1 to 100 lines; this has 101");
        assertThat(body(get("/v1/checkouts?limit=201", ONE)).at("/detail").asString())
                .contains("from 1 to 200");
    }

    @Test
    void refusesLongPathsAndHeaders() {
        String kilobytes = "x".repeat(9_000);
        for (HttpResponse<String> answer : List.of(
                get("/v1/checkouts?customerId=" + kilobytes, ONE),
                send(request("/v1/checkouts", ONE).header("X-Note", kilobytes)))) {
            assertThat(answer.statusCode()).isBetween(400, 431);
            assertThat(type(answer)).startsWith("urn:checkout:problem:");
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static String head(String requestLine, String framing) {
        return """
                %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Idempotency-Key: %s\r
                Content-Type: application/json\r
                %s\r
                \r
                """.formatted(requestLine, ONE, UUID.randomUUID(), framing);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void trickle(Socket socket, String piece) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                write(socket, piece);
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads up to the empty line, byte by byte, so that nothing of the body is lost. */
    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                throw new IOException("The connection ended after: " + head);
            }
            head.append((char) read);
        }
        return head.toString();
    }

    private static void skipBody(Socket socket, String head) throws IOException {
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        if (length.find()) {
            socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
            return;
        }
        String chunks = "";
        while (!chunks.endsWith("\r\n0\r\n\r\n")) {
            chunks += (char) socket.getInputStream().read();
        }
    }

    /** How long the server goes on reading. */
    private static long secondsUntilClosed(Socket socket, String piece) throws InterruptedException {
        long began = System.nanoTime();
        Thread trickle = Thread.ofVirtual().start(() -> trickle(socket, piece));
        try {
            while (socket.getInputStream().read() >= 0) {
                // the rest of the answer
            }
        } catch (SocketException reset) {
            // closed while a byte was on its way
        } catch (IOException stillOpen) {
            return PATIENCE_MILLIS / 1000;
        } finally {
            trickle.interrupt();
            trickle.join();
        }
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}

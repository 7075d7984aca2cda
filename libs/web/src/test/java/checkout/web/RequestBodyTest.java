package checkout.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Red here: a body, of whatever type, is read without a limit of its size or its time, or its text makes the service fail. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = RequestBodyTest.Service.class,
        properties = {
            "server.address=127.0.0.1",
            "server.tomcat.threads.max=4",
            "server.tomcat.threads.min-spare=4",
            "checkout.body.timeout=1s"
        })
class RequestBodyTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int PATIENCE_MILLIS = 15_000;

    @LocalServerPort
    private int port;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EverybodyMayCall.class)
    static class Service {
        @RestController
        static class Things {
            record Thing(int number) {}

            @PostMapping("/v1/things")
            Thing add(@RequestBody Thing thing) {
                return thing;
            }

            @PostMapping("/form")
            String form(@RequestParam String name, @RequestParam String from) {
                return name + " from " + from;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT, 405", "PATCH, 405", "DELETE, 405", "POST, 400"})
    void refusesAFormThatIsNone(String method, int status) throws Exception {
        assertThat(send(method, "/v1/things", FORM, "%").statusCode()).isEqualTo(status);
    }

    @Test
    void takesAFormWhereOneIsExpected() throws Exception {
        assertThat(send("POST", "/form?from=the%20query", FORM + ";charset=UTF-8", "name=an+ant%20%C3%A9")
                        .body())
                .isEqualTo("an ant é from the query");
        assertThat(send("POST", "/v1/things", FORM, "number=1").statusCode()).isEqualTo(415);
    }

    /** A body without an end: whoever reads it whole runs out of memory. */
    @ParameterizedTest
    @CsvSource({"PUT, application/json", "PUT, " + FORM, "DELETE, " + FORM, "POST, " + FORM, "POST, application/json"})
    void answersWhileTheBodyGoesOn(String method, String type) throws Exception {
        String chunk = "%x\r\n%s\r\n".formatted(10_000, " ".repeat(10_000));
        try (Socket socket = open()) {
            write(socket, head(method, type, "Transfer-Encoding: chunked"));
            int sent = 0;
            try {
                while (socket.getInputStream().available() == 0 && sent < 10_000) {
                    write(socket, chunk);
                    sent++;
                }
            } catch (SocketException closed) {
                // the service reads no more
            }
            assertThat(sent).as("chunks of 10 kB, some of them in buffers").isLessThan(2_000);
        }
    }

    /** As many clients as there are threads, each of which sends a byte now and then. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", FORM, "text/plain"})
    void slowClientsDoNotKeepOthersFromBeingAnswered(String type) throws Exception {
        List<Socket> slow = new ArrayList<>();
        List<Thread> trickles = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = open();
                slow.add(socket);
                write(socket, head("POST", type, "Content-Length: 16000"));
                trickles.add(Thread.ofVirtual().start(() -> trickle(socket)));
            }
            assertThat(send("GET", "/errors", "text/plain", "").statusCode()).isEqualTo(200);
        } finally {
            trickles.forEach(Thread::interrupt);
            for (Thread trickle : trickles) {
                trickle.join();
            }
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                            .header("Content-Type", type)
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static String head(String method, String type, String framing) {
        return "%s /v1/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n"
                .formatted(method, type, framing);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void trickle(Socket socket) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                write(socket, " ");
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}

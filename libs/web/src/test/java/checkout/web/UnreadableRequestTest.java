package checkout.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a request that Tomcat or the firewall rejects is answered with an HTML page instead of a problem. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = UnreadableRequestTest.Service.class,
        properties = "server.address=127.0.0.1")
class UnreadableRequestTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    private int port;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EverybodyMayCall.class)
    static class Service {}

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            GET /v1/things/%zz HTTP/1.1           | Host: here                   | 400 | bad-request
            GET /v1/things/[1] HTTP/1.1           | Host: here                   | 400 | bad-request
            GET /v1/things/a%2Fb HTTP/1.1         | Host: here                   | 400 | bad-request
            GET /v1/things/a%00b HTTP/1.1         | Host: here                   | 400 | bad-request
            GET /v1/things/a;b HTTP/1.1           | Host: here                   | 400 | bad-request
            GET //v1/things HTTP/1.1              | Host: here                   | 400 | bad-request
            GET /v1/things HTTP/1.1               | Host: two, hosts             | 400 | bad-request
            GET /v1/things HTTP/1.1               | Nothing: at all              | 400 | bad-request
            GET /v1/things HTTP/1.1               | Content-Length: many         | 400 | bad-request
            G@T /v1/things HTTP/1.1               | Host: here                   | 400 | bad-request
            GET /v1/things HTTP/9.9               | Host: here                   | 505 | http-version-not-supported
            POST /v1/things HTTP/1.1              | Transfer-Encoding: pigeon    | 501 | not-implemented
            """)
    void answersUnreadableRequestsWithAProblem(String line, String header, int status, String type) throws IOException {
        assertProblem(send(line, header), status, type);
    }

    @ParameterizedTest
    @CsvSource({"10000, 400", "100000, 400"})
    void answersTooLongHeadersWithAProblem(int length, int status) throws IOException {
        assertProblem(send("GET /v1/things HTTP/1.1", "Long: " + "x".repeat(length)), status, "bad-request");
    }

    private String send(String line, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String host = header.startsWith("Host") || header.startsWith("Nothing") ? "" : "Host: here\r\n";
            socket.getOutputStream()
                    .write("%s\r\n%s%s\r\nConnection: close\r\nAccept: text/html\r\n\r\n"
                            .formatted(line, host, header)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertProblem(String answer, int status, String type) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContainIgnoringCase("<html");
        assertThat(answer.lines().map(String::toLowerCase))
                .anyMatch(header -> header.startsWith("content-type: application/problem+json"));
        JsonNode problem = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(problem.at("/type").asString()).isEqualTo("urn:checkout:problem:" + type);
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/detail").asString()).isNotBlank();
        assertThat(answer).doesNotContain("Tomcat").doesNotContain("java.");
    }
}

package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** If this fails, the page that tries the API is broken, or needs what its policy forbids. */
class ApiPageTest extends RunningStorefronts {
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @Test
    void loadsEverythingFromThisService() {
        HttpResponse<String> page = page("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(FILE.matcher(page.body()).results().map(match -> match.group(1)))
                .hasSize(3)
                .allSatisfy(file -> {
                    assertThat(file).startsWith("/docs/");
                    assertThat(page(file).statusCode()).as(file).isEqualTo(200);
                    assertThat(page(file).body()).isNotBlank();
                });
        assertThat(page.body()).doesNotContain("<script>").doesNotContain("http");
    }

    @Test
    void permitsNoForeignScripts() {
        assertThat(page("/docs").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("script-src")
                        .doesNotContain("unsafe-eval"));
        assertThat(page("/docs/swagger-ui.js").statusCode()).isEqualTo(404);
        assertThat(page("/docs/..%2fapplication.yaml").statusCode()).isEqualTo(400);
    }

    /** The shop's session, which scripts cannot read. */
    @Test
    void mayCallTheApi() {
        String cookie = page("/docs").headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(cookie).startsWith("shop=").contains("HttpOnly", "SameSite=Strict");
        assertThat(send(anonymous("/v1/products").header("Cookie", cookie.split(";", 2)[0]))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Whoever owns the name can let it mean this address, and his pages are then of one origin with ours. */
    @Test
    void givesNoSessionToPagesOfAnotherName() throws IOException {
        assertThat(pageOf("/", "localhost:8080")).startsWith("HTTP/1.1 200").contains("Set-Cookie: shop=");
        assertThat(pageOf("/", "tea.example:8080"))
                .startsWith("HTTP/1.1 404")
                .contains("urn:checkout:problem:shop-closed", "tea.example")
                .doesNotContain("Set-Cookie");
        assertThat(pageOf("/docs", "tea.example:8080"))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("Set-Cookie");
    }

    private String pageOf(String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, host)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> page(String path) {
        return send(anonymous(path));
    }

    private HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}

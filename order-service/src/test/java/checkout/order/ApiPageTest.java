package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    private HttpResponse<String> page(String path) {
        return send(anonymous(path));
    }

    private HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}

package checkout.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a sign-in lets in whom it should not, or a session outlives its time or is used by another site. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = PagesService.class,
        properties = {
            "server.address=127.0.0.1",
            "checkout.sign-in.enabled=true",
            "checkout.sign-in.idle-timeout=20m",
            "checkout.sign-in.throttle.failures-per-user=3",
            "checkout.users.viewer.password=may-look",
            "checkout.users.operator.password=may-act",
            "checkout.users.attacked.password=secret",
            "checkout.users.attacked.role=viewer"
        })
class SignInTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COOKIE = "CHECKOUT_SESSION";

    @LocalServerPort
    private int port;

    private final Browser browser = new Browser();

    @Test
    void aPageLeadsToTheSignInAndBack() {
        HttpResponse<String> page = browser.get(url("/console/things?x=1"));
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(Browser.location(page)).contains(url("/sign-in?next=%2Fconsole%2Fthings%3Fx%3D1"));
        assertThat(browser.get(url("/sign-in")).body()).contains("<form").contains("name=\"password\"");
        assertThat(browser.get(url("/sign-in.css")).headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
        HttpResponse<String> signedIn = signIn("operator", "may-act", "/console/things?x=1");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(Browser.location(signedIn)).contains(url("/console/things?x=1"));
        assertThat(browser.get(url("/console/things")).body()).contains("page");
    }

    @Test
    void theCookieIsForThisSiteOnlyAndForNoScript() {
        String cookie = signIn("operator", "may-act", "/")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(cookie).startsWith(COOKIE + "=").contains("HttpOnly").contains("SameSite=Strict");
    }

    @Test
    void aSessionFromBeforeTheSignInIsNotUsedAfterIt() {
        browser.setCookie(url("/"), COOKIE, "0123456789ABCDEF0123456789ABCDEF");
        signIn("operator", "may-act", "/");
        assertThat(browser.cookie(url("/"), COOKIE)).isNotNull().isNotEqualTo("0123456789ABCDEF0123456789ABCDEF");
    }

    @Test
    void aChangingRequestWithASessionNeedsTheToken() {
        signIn("operator", "may-act", "/");
        HttpResponse<String> without = browser.post(url("/v1/things"), Map.of());
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("urn:checkout:problem:csrf");
        assertThat(browser.post(url("/v1/things"), Map.of(), "X-CSRF-TOKEN", "guessed")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post(url("/v1/things"), Map.of(), "X-CSRF-TOKEN", token())
                        .body())
                .isEqualTo("added by operator");
    }

    @Test
    void aRequestFromAnotherSiteIsRefusedWhateverItsCredentials() {
        signIn("operator", "may-act", "/");
        String[][] foreign = {
            {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}
        };
        for (String[] header : foreign) {
            assertThat(browser.post(url("/v1/things"), Map.of(), header[0], header[1], "X-CSRF-TOKEN", token())
                            .body())
                    .contains("urn:checkout:problem:cross-site");
            assertThat(browser.post(
                                    url("/v1/things"),
                                    Map.of(),
                                    header[0],
                                    header[1],
                                    "Authorization",
                                    basic("operator:may-act"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(new Browser()
                            .post(
                                    url("/sign-in"),
                                    Map.of("username", "operator", "password", "may-act"),
                                    header[0],
                                    header[1])
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(browser.post(url("/v1/things"), Map.of(), "Origin", url(""), "X-CSRF-TOKEN", token())
                        .body())
                .isEqualTo("added by operator");
    }

    @Test
    void basicNeedsNeitherSessionNorToken() {
        HttpResponse<String> answer =
                browser.post(url("/v1/things"), Map.of(), "Authorization", basic("operator:may-act"));
        assertThat(answer.body()).isEqualTo("added by operator");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        HttpResponse<String> session = browser.get(url("/v1/session"), "Authorization", basic("viewer:may-look"));
        JsonNode who = JSON.readTree(session.body());
        assertThat(who.at("/signedInBy").asString()).isEqualTo("basic");
        assertThat(who.at("/csrf").isNull()).isTrue();
        assertThat(session.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void nobodyGetsASessionWithoutSigningIn() {
        assertThat(browser.get(url("/sign-in")).headers().firstValue("Set-Cookie"))
                .isEmpty();
        assertThat(browser.get(url("/")).headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(browser.post(url("/v1/things"), Map.of()).statusCode()).isEqualTo(401);
        HttpResponse<String> api = browser.get(url("/v1/things"));
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"checkout\"");
        assertThat(browser.get(url("/v1/things"), "Sec-Fetch-Mode", "cors")
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .as("a browser opens no dialog for a page's own request")
                .contains("Session realm=\"checkout\"");
    }

    @Test
    void aViewerChangesNothing() {
        signIn("viewer", "may-look", "/");
        assertThat(browser.get(url("/v1/things")).body()).isEqualTo("seen by viewer");
        assertThat(browser.post(url("/v1/things"), Map.of(), "X-CSRF-TOKEN", token())
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.get(url("/else")).statusCode()).isEqualTo(403);
    }

    @Test
    void saysWhoIsSignedIn() {
        signIn("operator", "may-act", "/");
        JsonNode session = session();
        assertThat(session.at("/user").asString()).isEqualTo("operator");
        assertThat(session.at("/role").asString()).isEqualTo("operator");
        assertThat(session.at("/roles").size()).isEqualTo(2);
        assertThat(session.at("/signedInBy").asString()).isEqualTo("form");
        assertThat(session.at("/idleTimeoutSeconds").asInt()).isEqualTo(1_200);
        assertThat(session.at("/endsAt").isString()).isTrue();
    }

    @Test
    void signingOutEndsTheSession() {
        signIn("operator", "may-act", "/");
        String before = String.valueOf(browser.cookie(url("/"), COOKIE));
        assertThat(browser.post(url("/sign-out"), Map.of()).statusCode()).isEqualTo(403);
        HttpResponse<String> out = browser.post(url("/sign-out"), Map.of("_csrf", token()));
        assertThat(Browser.location(out)).contains(url("/sign-in?signed-out"));
        browser.setCookie(url("/"), COOKIE, before);
        assertThat(browser.get(url("/v1/things")).statusCode()).isEqualTo(401);
    }

    @Test
    void tooManyWrongPasswordsAreNotLookedAt() {
        for (int i = 0; i < 3; i++) {
            assertThat(Browser.location(signIn("attacked", "guess" + i, "/x")))
                    .contains(url("/sign-in?error&next=%2Fx"));
        }
        HttpResponse<String> refused = signIn("attacked", "secret", "/");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
        HttpResponse<String> basic = browser.get(url("/v1/things"), "Authorization", basic("attacked:secret"));
        assertThat(basic.statusCode()).isEqualTo(429);
        assertThat(basic.body()).contains("urn:checkout:problem:too-many-sign-ins");
    }

    @Test
    void theAnswersAllowNoForeignContent() {
        HttpResponse<String> page = browser.get(url("/sign-in"));
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
    }

    @Test
    void aLinkOnAnotherSiteIsFollowedAgainWithTheSession() {
        signIn("operator", "may-act", "/");
        HttpResponse<String> first = new Browser().get(url("/console/things?q=%22x"), "Sec-Fetch-Site", "cross-site");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("http-equiv=\"refresh\"").contains("url=/console/things?q=%22x");
        assertThat(browser.get(url("/console/things"), "Sec-Fetch-Site", "same-origin")
                        .body())
                .contains("page");
    }

    @Test
    void whatTheFormIsGivenIsNoMarkup() {
        assertThat(browser.get(url("/sign-in?next=/%3Cscript%3E%22")).body()).doesNotContain("<script>");
    }

    private String token() {
        return session().at("/csrf/token").asString();
    }

    private JsonNode session() {
        return JSON.readTree(browser.get(url("/v1/session")).body());
    }

    private HttpResponse<String> signIn(String user, String password, String next) {
        return browser.post(url("/sign-in"), Map.of("username", user, "password", password, "next", next));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}

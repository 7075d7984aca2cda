package checkout.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.identity.IdentityProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs in with a real provider. The process starts before it. Red here: people or machine clients of the provider are not let
 * in, or somebody is whom it does not know.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = PagesService.class,
        properties = {
            "server.address=127.0.0.1",
            "checkout.sign-in.enabled=true",
            "checkout.oidc.audience=checkout",
            "checkout.oidc.client-id=console",
            "checkout.oidc.client-secret=" + IdentityProvider.SECRET + "console",
            "checkout.oidc.roles-claim=groups",
            "checkout.oidc.roles.shop-operators=operator",
            "checkout.oidc.label=Sign in with <the shop>",
            "checkout.oidc.timeout=2s"
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcSignInTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PROVIDER_PORT = freePort();
    private static final String PROVIDER = "http://127.0.0.1:" + PROVIDER_PORT;
    private static @Nullable ConfigurableApplicationContext provider;

    @LocalServerPort
    private int port;

    private final Browser browser = new Browser();

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) {
        registry.add("checkout.oidc.issuer", () -> PROVIDER);
    }

    private void startProvider() {
        if (provider == null) {
            provider = IdentityProvider.start(PROVIDER_PORT, url("/login/oauth2/code/oidc"));
        }
    }

    @AfterAll
    static void stopProvider() {
        if (provider != null) {
            provider.close();
        }
    }

    @Test
    @Order(1)
    void saysThatTheProviderIsAway() {
        HttpResponse<String> start = browser.get(url("/oauth2/authorization/oidc"));
        assertThat(Browser.location(start)).contains(url("/sign-in?provider"));
        assertThat(Browser.location(browser.get(url("/oauth2/authorization/oidc?next=/console/things"))))
                .contains(url("/sign-in?provider&next=%2Fconsole%2Fthings"));
        HttpResponse<String> encoded = browser.get(url("/oauth2/authorizatio%6E/oidc"));
        assertThat(Browser.location(encoded)).contains(url("/sign-in?provider"));
        HttpResponse<String> withToken = browser.get(url("/v1/things"), "Authorization", "Bearer " + notSigned());
        assertThat(withToken.statusCode()).isEqualTo(503);
        assertThat(withToken.body()).contains("urn:checkout:problem:provider-away");
    }

    @Test
    @Order(2)
    void signsInWithTheRolesOfTheProvider() {
        startProvider();
        assertThat(browser.get(url("/sign-in")).body())
                .contains("Sign in with &lt;the shop&gt;")
                .contains("/oauth2/authorization/oidc?next=");
        HttpResponse<String> toProvider = browser.get(url("/oauth2/authorization/oidc?next=/console/things"));
        assertThat(toProvider.headers().allValues("Set-Cookie")).singleElement().satisfies(cookie -> assertThat(cookie)
                .startsWith("CHECKOUT_SIGN_IN=")
                .contains("SameSite=Lax", "HttpOnly", "Path=/login/oauth2/", "Max-Age=600")
                .doesNotContain("things"));
        String authorize = Browser.location(toProvider).orElseThrow();
        assertThat(authorize).startsWith(PROVIDER + "/oauth2/authorize").contains("code_challenge=");

        HttpResponse<String> back = browser.get(signInAtProvider(authorize));

        assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
        assertThat(Browser.location(back)).contains(url("/console/things"));
        assertThat(back.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("CHECKOUT_SESSION=").contains("SameSite=Lax"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("CHECKOUT_SIGN_IN=;"));
        JsonNode session = JSON.readTree(browser.get(url("/v1/session")).body());
        assertThat(session.at("/user").asString()).isEqualTo("ann");
        assertThat(session.at("/role").asString()).isEqualTo("operator");
        assertThat(session.at("/signedInBy").asString()).isEqualTo("oidc");
        assertThat(browser.post(
                                url("/v1/things"),
                                Map.of(),
                                "X-CSRF-TOKEN",
                                session.at("/csrf/token").asString())
                        .body())
                .isEqualTo("added by ann");
    }

    @Test
    @Order(3)
    void aCallbackThatNobodyStartedIsRefused() {
        startProvider();
        HttpResponse<String> forged = browser.get(url("/login/oauth2/code/oidc?code=stolen&state=guessed"));
        assertThat(Browser.location(forged)).contains(url("/sign-in?provider"));
        assertThat(browser.get(url("/v1/things")).statusCode()).isEqualTo(401);
    }

    @Test
    @Order(3)
    void whoIsRefusedByTheProviderIsStillLedToThePageThatWasAskedFor() {
        startProvider();
        String authorize = Browser.location(browser.get(url("/oauth2/authorization/oidc?next=/console/things")))
                .orElseThrow();
        Matcher state = Pattern.compile("[?&](state=[^&]+)").matcher(authorize);
        assertThat(state.find()).isTrue();
        assertThat(Browser.location(browser.get(url("/login/oauth2/code/oidc?error=access_denied&" + state.group(1)))))
                .contains(url("/sign-in?provider&next=%2Fconsole%2Fthings"));
    }

    /** Otherwise somebody could be made to act as somebody else, whose sign-in another browser has begun. */
    @Test
    @Order(3)
    void aCallbackOfAnotherBrowserIsRefused() {
        startProvider();
        String authorize =
                Browser.location(browser.get(url("/oauth2/authorization/oidc"))).orElseThrow();
        String back = signInAtProvider(authorize);

        Browser other = new Browser();
        other.get(url("/oauth2/authorization/oidc"));
        assertThat(Browser.location(other.get(back))).contains(url("/sign-in?provider"));
        assertThat(other.get(url("/v1/things")).statusCode()).isEqualTo(401);
        other.setCookie(url("/"), AuthorizationRequestCookie.NAME, "bm90IHNlYWxlZCBoZXJlLCBub3Qgc2VhbGVk");
        assertThat(Browser.location(other.get(back))).contains(url("/sign-in?provider"));
        assertThat(Browser.location(browser.get(back))).contains(url("/"));
    }

    @Test
    @Order(4)
    void aMachineClientActsWithItsToken() {
        startProvider();
        HttpResponse<String> answer =
                browser.post(url("/v1/things"), Map.of(), "Authorization", "Bearer " + accessToken("robot"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("added by robot");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    @Order(5)
    void aTokenForAnotherAudienceOrOfNobodyIsRefused() {
        startProvider();
        for (String token : new String[] {accessToken("other"), notSigned(), "nonsense"}) {
            assertThat(browser.get(url("/v1/things"), "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** Returns the address that the provider sends the browser back to. */
    private String signInAtProvider(String authorize) {
        String login = Browser.location(browser.get(authorize)).orElseThrow();
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(browser.get(login).body());
        assertThat(token.find()).isTrue();
        HttpResponse<String> signedIn = browser.post(
                PROVIDER + "/login", Map.of("username", "ann", "password", "anns-password", "_csrf", token.group(1)));
        String again = Browser.location(signedIn).orElseThrow();
        String back = Browser.location(browser.get(again)).orElseThrow();
        assertThat(URI.create(back).getPort()).isEqualTo(port);
        return back;
    }

    private String accessToken(String client) {
        String basic = Base64.getEncoder()
                .encodeToString((client + ":" + IdentityProvider.secretOf(client)).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = new Browser()
                .post(
                        PROVIDER + "/oauth2/token",
                        Map.of("grant_type", "client_credentials"),
                        "Authorization",
                        "Basic " + basic);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).at("/access_token").asString();
    }

    /** Says everything right, and is signed with a key that nobody knows. */
    private static String notSigned() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header = base64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String claims = base64.encodeToString(
                "{\"iss\":\"%s\",\"sub\":\"x\",\"aud\":\"checkout\",\"exp\":4102444800,\"groups\":[\"shop-operators\"]}"
                        .formatted(PROVIDER)
                        .getBytes(StandardCharsets.UTF_8));
        return header + "." + claims + "." + base64.encodeToString(new byte[256]);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no port is free", none);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}

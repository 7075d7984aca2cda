package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.identity.IdentityProvider;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * A second orchestrator of the stack lets people sign in with a real OpenID Connect provider, which is another site. Red here:
 * such a person cannot use the console, or is not known by name and role.
 */
class ConsoleSingleSignOnTest extends ConsoleBrowser {
    private static final int PORT = LocalPort.findFree();
    private static final int PROVIDER_PORT = LocalPort.findFree();

    private static @Nullable ConfigurableApplicationContext provider;
    private static @Nullable StackPart orchestrator;

    @BeforeAll
    static void start() throws InterruptedException {
        // the tests of this module have SLF4J without a provider, which Spring Boot's logging does not accept
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        provider = IdentityProvider.start(PROVIDER_PORT, second("/login/oauth2/code/oidc"));
        LocalStack stack = RunningStack.get().stack();
        String settings = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "checkout.oidc.issuer",
                        "http://localhost:" + PROVIDER_PORT,
                        "checkout.oidc.client-id",
                        IdentityProvider.CONSOLE,
                        "checkout.oidc.client-secret",
                        IdentityProvider.secretOf(IdentityProvider.CONSOLE),
                        "checkout.oidc.roles-claim",
                        IdentityProvider.ROLES_CLAIM,
                        "checkout.oidc.roles." + IdentityProvider.OPERATORS,
                        "operator"));
        StackPart second = stack.instance(
                "saga-orchestrator", "saga-orchestrator-oidc", PORT, Map.of("SPRING_APPLICATION_JSON", settings));
        orchestrator = second;
        stack.start(List.of(second), (part, took) -> {});
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (orchestrator != null) {
            RunningStack.get().stack().stop(List.of(orchestrator), sentence -> {});
        }
        if (provider != null) {
            provider.close();
        }
    }

    @Test
    void signsInWithTheProviderActsByNameAndSignsOut() throws IOException {
        look(View.WIDE_LIGHT);
        browser.get(second("/console/sagas?stuck=true"));
        assertThat(browser.getCurrentUrl()).startsWith(second("/sign-in?next="));
        picture("sign-in", View.WIDE_LIGHT);
        look(View.WIDE_LIGHT);

        browser.findElement(By.cssSelector("a.provider")).click();
        wait.until(page -> address().startsWith("http://localhost:" + PROVIDER_PORT));
        browser.findElement(By.name("username")).sendKeys(IdentityProvider.USER);
        browser.findElement(By.name("password")).sendKeys(IdentityProvider.PASSWORD);
        browser.findElement(By.cssSelector("[type=submit]")).click();

        wait.until(page -> address().equals(second("/console/sagas?stuck=true")));
        wait.until(page -> text("who").contains(IdentityProvider.USER));
        assertThat(text("who")).contains("operator");
        Cookie session = Objects.requireNonNull(browser.manage().getCookieNamed("CHECKOUT_SESSION"));
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Lax");
        assertThat(post(
                        "/v1/acts",
                        "{\"action\":\"RETRY\",\"filter\":{\"stuck\":true},\"reason\":\"r\",\"dryRun\":true}"))
                .contains("\"who\":\"%s\"".formatted(IdentityProvider.USER));

        shown("sign-out").click();
        wait.until(page -> address().equals(second("/sign-in?signed-out")));
        browser.get(second("/console/sagas"));
        assertThat(address()).startsWith(second("/sign-in?next="));
    }

    /** What the console's own requests do. */
    private static String post(String path, String body) {
        return String.valueOf(browser.executeAsyncScript("""
                const [path, body, done] = arguments;
                import('/console/api.js')
                    .then(api => api.post(path, JSON.parse(body)))
                    .then(answer => done(JSON.stringify(answer)), failure => done(`${failure.status} ${failure.message}`));
                """, path, body));
    }

    private static String address() {
        return String.valueOf(browser.getCurrentUrl());
    }

    private static String second(String path) {
        return "http://127.0.0.1:" + PORT + path;
    }
}

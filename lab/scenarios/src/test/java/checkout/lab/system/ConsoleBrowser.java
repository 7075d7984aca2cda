package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.stack.state.Credentials.Login;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** A browser that shows the operator's console of the running stack. */
abstract class ConsoleBrowser extends PageBrowser {
    private static final String AXE = "/axe.min.js";
    private static final String SCREENS = "target/screens";
    private static final Set<String> IN_DOCS = Set.of("overview", "list", "saga");
    private static final int WIDE = 1360;
    private static final int NARROW = 400;
    private static final int HEIGHT = 900;
    private static final int MAX_HEIGHT = 4000;

    /** How a page is looked at. */
    enum View {
        WIDE_LIGHT(WIDE, "light"),
        WIDE_DARK(WIDE, "dark"),
        NARROW_LIGHT(NARROW, "light"),
        NARROW_DARK(NARROW, "dark");

        private final int width;
        private final String theme;

        View(int width, String theme) {
            this.width = width;
            this.theme = theme;
        }

        String fileName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static String url(String path) {
        return RunningStack.get().stack().ports().url("saga-orchestrator") + path;
    }

    static Login operator() {
        return RunningStack.get().stack().credentials().operator();
    }

    /** Opens a page, and signs in first if that is asked for. */
    static void open(String path) {
        browser.get(url(path));
        if (Objects.requireNonNull(browser.getCurrentUrl()).contains("/sign-in")) {
            browser.findElement(By.name("username")).sendKeys(operator().username());
            browser.findElement(By.name("password")).sendKeys(operator().password());
            browser.findElement(By.cssSelector("form [type=submit]")).click();
            wait.until(page -> !Objects.requireNonNull(page.getCurrentUrl()).contains("/sign-in"));
        }
    }

    static void look(View view) {
        size(view.width, HEIGHT);
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", view.theme))));
    }

    private static void size(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What axe-core finds on the page that is serious or critical. */
    @SuppressWarnings("unchecked")
    static List<String> seriousFindings() {
        // through the debugger, because the page's policy lets no script of others run
        browser.executeCdpCommand("Runtime.evaluate", Map.of("expression", axe()));
        Object found = browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(
                    result => done(result.violations.filter(each => ['serious', 'critical'].includes(each.impact))
                        .map(each => `${each.id}: ${each.help}: ${each.nodes.map(node => node.html).join(' ')}`)),
                    failure => done([`axe failed: ${failure}`]));
                """);
        return (List<String>) Objects.requireNonNull(found);
    }

    static long overflow() {
        return (Long) Objects.requireNonNull(browser.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    /** Keeps a picture of the whole page; those of the docs in the folder that {@code -Dconsole.images} names. */
    static void picture(String page, View view) throws IOException {
        String folder = IN_DOCS.contains(page) ? System.getProperty("console.images", SCREENS) : SCREENS;
        Path file = Path.of(folder, "%s-%s.png".formatted(page, view.fileName()));
        Files.createDirectories(file.getParent());
        long height =
                (Long) Objects.requireNonNull(browser.executeScript("return document.documentElement.scrollHeight"));
        size(view.width, (int) Math.min(MAX_HEIGHT, height));
        Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    }

    static String text(String testId) {
        return shown(testId).getText();
    }

    static List<WebElement> all(String testId) {
        return browser.findElements(By.cssSelector("[data-testid='%s']".formatted(testId)));
    }

    static void assertThatNothingWasReported() {
        assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
    }

    /** Retries those of these sagas that have not completed: other tests of this stack expect that every saga ends. */
    static void endStuck(List<String> sagas) throws InterruptedException {
        JsonHttpClient operator = JsonHttpClient.operator(RunningStack.get().stack());
        for (String saga : sagas) {
            if (!hasCompleted(operator, saga)) {
                operator.post(url("/v1/sagas/%s/retry".formatted(saga)), Map.of("reason", "the card works again"))
                        .bodyIfSuccessful();
            }
        }
        for (String saga : sagas) {
            await().until(() -> hasCompleted(operator, saga));
        }
    }

    private static boolean hasCompleted(JsonHttpClient operator, String saga) throws InterruptedException {
        return operator.get(url("/v1/sagas/" + saga))
                .bodyIfSuccessful()
                .at("/state")
                .asString()
                .equals("COMPLETED");
    }

    private static String axe() {
        try (InputStream script = ConsoleBrowser.class.getResourceAsStream(AXE)) {
            return new String(Objects.requireNonNull(script, AXE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

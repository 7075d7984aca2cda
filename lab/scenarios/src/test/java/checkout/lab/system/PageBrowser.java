package checkout.lab.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser that shows pages of the running stack. */
abstract class PageBrowser {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SCREENS = Path.of("target/screens");

    @TempDir
    static Path profile;

    static ChromeDriver browser;
    static WebDriverWait wait;

    @BeforeAll
    static void openBrowser() throws IOException {
        Files.createDirectories(SCREENS);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,1000",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(program("chromedriver")).toFile())
                .build();
        browser = new ChromeDriver(service, options);
        wait = new WebDriverWait(browser, PATIENCE);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    static WebElement shown(String testId) {
        return wait.until(page -> page.findElements(By.cssSelector("[data-testid='%s']".formatted(testId))).stream()
                .findFirst()
                .orElse(null));
    }

    /** As if the visitor had turned to another tab, or back. */
    static void hide(boolean hidden) {
        browser.executeScript(
                "Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });"
                        + "document.dispatchEvent(new Event('visibilitychange'))",
                hidden);
    }

    static void screen(String name) throws IOException {
        Files.write(SCREENS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    private static String program(String name) {
        Path program = Path.of("/usr/bin", name);
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(
                    "%s is missing; install it (Debian: apt-get install chromium chromium-driver)".formatted(program));
        }
        return program.toString();
    }
}

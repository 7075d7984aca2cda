package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Red here: a person with a browser, or with a keyboard alone, cannot buy tea. */
class ShopPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SCREENS = Path.of("target/screens");

    @TempDir
    static Path profile;

    private static ChromeDriver browser;
    private static WebDriverWait wait;

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

    @BeforeEach
    void openShop() {
        browser.get(RunningStack.get().stack().ports().url("order-service") + "/");
        browser.executeScript("localStorage.clear()");
        browser.navigate().refresh();
        wait.until(page -> !page.findElements(product("TEA-001")).isEmpty());
    }

    @Test
    void showsACheckoutUntilItIsConfirmed() throws IOException {
        add("TEA-001");
        pay("tok_ok");
        assertThat(outcome("CONFIRMED")).contains("onfirmed");
        screen("confirmed");
    }

    @Test
    void showsWhyACheckoutWasRejected() throws IOException {
        add("TEA-002");
        pay("tok_declined");
        outcome("REJECTED");
        assertThat(browser.findElement(By.cssSelector("[data-testid=checkout]")).getDomAttribute("data-reason"))
                .isEqualTo("PAYMENT_DECLINED");
        screen("declined");
    }

    @Test
    void cancelsACheckoutInProgress() throws IOException {
        add("TEA-002");
        pay("tok_timeout");
        shown("cancel").click();
        assertThat(outcome("REJECTED")).contains("Cancelled as you asked");
        screen("cancelled");
    }

    @Test
    void isUsableByKeyboardAlone() {
        WebElement add = browser.findElement(By.cssSelector("[data-sku='TEA-003'] [data-testid=add]"));
        int tabs = 0;
        while (!browser.switchTo().activeElement().equals(add)) {
            assertThat(tabs++).as("tabs to the product").isLessThan(60);
            browser.switchTo().activeElement().sendKeys(Keys.TAB);
        }
        add.sendKeys(Keys.ENTER);
        WebElement checkOut = shown("check-out");
        while (!browser.switchTo().activeElement().equals(checkOut)) {
            assertThat(tabs++).as("tabs to the checkout button").isLessThan(200);
            browser.switchTo().activeElement().sendKeys(Keys.TAB);
        }
        checkOut.sendKeys(Keys.ENTER);
        outcome("CONFIRMED");
    }

    @Test
    void reportsNothingToTheConsole() {
        add("TEA-001");
        pay("wallet-001");
        outcome("CONFIRMED");
        assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
    }

    private void add(String sku) {
        browser.findElement(By.cssSelector("[data-sku='%s'] [data-testid=add]".formatted(sku)))
                .click();
    }

    private void pay(String method) {
        WebElement choice = shown("pay-" + method);
        browser.executeScript("arguments[0].click()", choice);
        shown("check-out").click();
    }

    private static WebElement shown(String testId) {
        return wait.until(page -> page.findElements(By.cssSelector("[data-testid='%s']".formatted(testId))).stream()
                .findFirst()
                .orElse(null));
    }

    private static String outcome(String status) {
        return wait.until(page ->
                page.findElements(By.cssSelector("[data-testid=checkout][data-status=%s]".formatted(status))).stream()
                        .findFirst()
                        .map(WebElement::getText)
                        .orElse(null));
    }

    private static By product(String sku) {
        return By.cssSelector("[data-testid=product][data-sku='%s']".formatted(sku));
    }

    private static void screen(String name) throws IOException {
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

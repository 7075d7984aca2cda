package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Red here: an operator with a browser, a keyboard or a screen reader does not find out how sagas are doing, or why one is stuck. */
class ConsolePageTest extends ConsoleBrowser {
    private static final int STUCK = 3;

    private static final List<String> STUCK_SAGAS = new ArrayList<>();

    private static String stuck = "";

    @BeforeAll
    static void someCheckouts() throws InterruptedException {
        Shopper shopper = new Shopper(RunningStack.get().stack());
        List<String> bought = new ArrayList<>();
        for (int i = 0; i < STUCK; i++) {
            stuck = shopper.buy("TEA-003", 1, Shopper.NO_CAPTURE_AT_FIRST);
            bought.add(stuck);
            STUCK_SAGAS.add(stuck);
            bought.add(shopper.buy("TEA-001", 1, Shopper.CARD));
            bought.add(shopper.buy("TEA-002", 1, Shopper.DECLINED));
        }
        bought.forEach(shopper::awaitEnd);
        if (System.getProperty("console.images") != null) {
            trafficForThePictures(shopper);
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            open("/console/sagas?stuck=true");
            wait.until(page -> !all("saga").isEmpty() || !all("empty").isEmpty());
            return all("saga").size() >= STUCK;
        });
    }

    /** Charts of a stack that has just been started show little. */
    private static void trafficForThePictures(Shopper shopper) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(100).toNanos();
        List<String> payments =
                List.of(Shopper.CARD, Shopper.WALLET, Shopper.CARD, Shopper.DECLINED, Shopper.TIMES_OUT);
        for (int n = 0; System.nanoTime() < end; n++) {
            String unused = shopper.buy("TEA-002", 1, payments.get(n % payments.size()));
            Thread.sleep(n % 40 * 10L);
        }
    }

    @AfterAll
    static void noneIsStuckAnyMore() throws InterruptedException {
        endStuck(STUCK_SAGAS);
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void everyPageIsAccessibleAndFits(View view) throws IOException {
        look(view);
        String saga = "/console/sagas/" + stuck;
        check("overview", "/", "process-payment-service", view);
        check("list", "/console/sagas", "saga", view);
        check("saga", saga, "participant-payment-service", view);
        check("reasons", "/console/reasons", "reason", view);
        check("dead-letters", "/console/dead-letters", "empty", view);
        check("relays", "/console/relays", "source", view);
        check("audit", "/console/audit", "audit", view);
        assertThatNothingWasReported();
    }

    private void check(String name, String path, String part, View view) throws IOException {
        look(view);
        open(path);
        shown(part);
        assertThat(seriousFindings()).as("%s, %s", name, view).isEmpty();
        assertThat(overflow()).as("pixels that %s is too wide, %s", name, view).isZero();
        picture(name, view);
    }

    @Test
    void theOverviewSaysWhatIsStuckAndIsLive() {
        look(View.WIDE_LIGHT);
        open("/");
        wait.until(page -> text("headline").contains("stuck"));
        assertThat(Integer.parseInt(
                        shown("figure-stuck").findElement(By.tagName("b")).getText()))
                .isGreaterThanOrEqualTo(STUCK);
        String before = shown("figure-open").getText();
        Shopper shopper = new Shopper(RunningStack.get().stack());
        String pending = shopper.buy("TEA-002", 1, Shopper.TIMES_OUT);
        wait.until(page -> !text("figure-open").equals(before));
        shopper.cancel(pending);
        shown("figure-stuck").findElement(By.tagName("a")).click();
        wait.until(page -> all("saga").size() >= STUCK);
        assertThat(browser.getCurrentUrl()).endsWith("/console/sagas?stuck=true");
    }

    @Test
    void theAddressHoldsTheQuery() {
        look(View.WIDE_LIGHT);
        open("/console/sagas");
        shown("filter-error").sendKeys("capture_declined" + Keys.ENTER);
        wait.until(page -> page.getCurrentUrl().contains("error=capture_declined"));
        wait.until(page -> all("saga").size() >= STUCK);
        browser.navigate().refresh();
        wait.until(page -> all("saga").size() >= STUCK);
        assertThat(shown("filter-error").getDomProperty("value")).isEqualTo("capture_declined");
        shown("find").sendKeys(stuck + Keys.ENTER);
        wait.until(page -> page.getCurrentUrl().endsWith("/console/sagas/" + stuck));
        browser.navigate().back();
        wait.until(page -> all("saga").size() >= STUCK);
        shown("filter-customer").sendKeys("nobody-" + UUID.randomUUID() + Keys.ENTER);
        shown("empty");
    }

    @Test
    void aSagasPageSaysWhyWhatAndWhere() {
        look(View.WIDE_LIGHT);
        open("/console/sagas/" + stuck);
        assertThat(text("diagnosis")).contains("capture_declined");
        assertThat(browser.findElement(By.cssSelector("[data-testid=plan-step][data-step='capture payment']"))
                        .getDomAttribute("data-standing"))
                .isEqualTo("stuck");
        assertThat(text("steps")).contains("reserve stock", "authorize payment", "capture payment");
        assertThat(text("messages")).contains("OrderPlaced", "CapturePayment");
        assertThat(text("trace")).matches("[0-9a-f]{32}");
        assertThat(text("participant-inventory-service")).contains("Committed", "TEA-003");
        assertThat(text("participant-payment-service")).contains("Authorized");
        assertThat(text("acts")).contains("Retry", "Resolve");
        browser.findElement(By.cssSelector("[data-testid=message] summary")).click();
        assertThat(text("messages")).contains("checkoutId").doesNotContain("tok_capture_declined");
    }

    @Test
    void isUsableByKeyboardAlone() {
        look(View.WIDE_LIGHT);
        open("/");
        shown("headline");
        press("g", "t");
        wait.until(page -> all("saga").size() >= STUCK);
        press("j");
        WebElement link = browser.switchTo().activeElement();
        assertThat(link.getDomProperty("href")).contains("/console/sagas/");
        link.sendKeys(Keys.ENTER);
        shown("diagnosis");
        press("/");
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("find-text");
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        press("?");
        assertThat(browser.findElement(By.id("shortcuts")).isDisplayed()).isTrue();
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        wait.until(page -> !page.findElement(By.id("shortcuts")).isDisplayed());
    }

    private static void press(String... keys) {
        for (String key : keys) {
            browser.findElement(By.tagName("body")).sendKeys(key);
        }
    }
}

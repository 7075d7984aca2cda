package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Red here: an operator with a browser cannot have rows published again, or it is not recorded. */
class ConsoleReplayTest extends ConsoleBrowser {

    @Test
    void publishesTheRowsOfATimeAgain() {
        look(View.WIDE_LIGHT);
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Shopper shopper = new Shopper(RunningStack.get().stack());
        assertThat(shopper.awaitEnd(shopper.buy("TEA-001", 1, Shopper.WALLET))).isEqualTo("CONFIRMED");

        open("/console/relays");
        shown("replay").findElement(By.tagName("summary")).click();
        WebElement from = shown("replay-from");
        from.clear();
        from.sendKeys("yesterday");
        shown("replay-submit").click();
        wait.until(page -> text("replay").contains("“yesterday” is no time"));
        from.clear();
        from.sendKeys(before.toString());
        shown("replay-submit").click();
        assertThat(seriousFindings()).isEmpty();
        shown("reason").sendKeys("a consumer was restored");
        shown("submit").click();

        wait.until(page -> text("replayed").contains("rows were published again"));
        assertThat(text("replayed")).startsWith("Done").doesNotContain("\n0 rows");
        browser.findElement(By.linkText("Replays in the audit log")).click();
        wait.until(page -> all("entry").size() >= 2);
        assertThat(text("audit"))
                .contains("a consumer was restored", "Requested", "Done", "rows created from " + before, "Relay");
        assertThatNothingWasReported();
    }
}

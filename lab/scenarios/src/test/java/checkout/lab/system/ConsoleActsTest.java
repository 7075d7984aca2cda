package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Red here: an operator with a browser cannot retry what is stuck, or is not shown beforehand what would be sent. */
class ConsoleActsTest extends ConsoleBrowser {
    private final List<String> stuck = new ArrayList<>();

    @BeforeEach
    void twoAreStuck() {
        look(View.WIDE_LIGHT);
        Shopper shopper = new Shopper(RunningStack.get().stack());
        stuck.add(shopper.buy("TEA-003", 1, Shopper.NO_CAPTURE_AT_FIRST));
        stuck.add(shopper.buy("TEA-003", 1, Shopper.NO_CAPTURE_AT_FIRST));
        stuck.forEach(shopper::awaitEnd);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            open("/console/sagas?stuck=true");
            wait.until(page -> !all("saga").isEmpty() || !all("empty").isEmpty());
            return listed().containsAll(stuck);
        });
    }

    @AfterEach
    void noneIsStuckAnyMore() throws InterruptedException {
        endStuck(stuck);
    }

    @Test
    void retriesWhatIsSelectedAndShowsThatItWasDone() {
        stuck.forEach(saga -> browser.findElement(By.cssSelector("[data-id='%s'] [data-testid=select]".formatted(saga)))
                .click());
        shown("act-retry").click();
        shown("reason").sendKeys("the card works again");
        shown("submit").click();
        assertThat(text("sends")).contains("2 × CapturePayment");
        assertThat(text("act-page")).contains("Nothing is done yet. 2 sagas would be acted on.");
        shown("run").click();
        wait.until(page -> text("act-page").contains("Done, and seen to be done: 2 sagas."));
        wait.until(page -> all("item").stream()
                .map(item -> item.getDomAttribute("data-outcome"))
                .toList()
                .equals(List.of("DONE", "DONE")));
        open("/console/audit?action=RETRY&sagaId=" + stuck.getFirst());
        assertThat(text("entry")).contains("the card works again", "Done");
        open("/console/sagas/" + stuck.getFirst());
        assertThat(text("diagnosis")).contains("Every step is done");
    }

    private static List<String> listed() {
        return all("saga").stream().map(ConsoleActsTest::id).toList();
    }

    private static String id(WebElement row) {
        return String.valueOf(row.getDomAttribute("data-id"));
    }
}

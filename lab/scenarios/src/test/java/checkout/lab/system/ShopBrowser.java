package checkout.lab.system;

import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A browser that shows the shop of the running stack, and what a visitor does with it. */
abstract class ShopBrowser extends PageBrowser {
    @BeforeEach
    void openShop() {
        browser.get(RunningStack.get().stack().ports().url("order-service") + "/");
        browser.executeScript("localStorage.clear()");
        browser.navigate().refresh();
        wait.until(page -> !page.findElements(product("TEA-001")).isEmpty());
    }

    void add(String sku) {
        browser.findElement(By.cssSelector("[data-sku='%s'] [data-testid=add]".formatted(sku)))
                .click();
    }

    void pay(String method) {
        WebElement choice = shown("pay-" + method);
        browser.executeScript("arguments[0].click()", choice);
        shown("check-out").click();
    }

    static String outcome(String status) {
        return wait.until(page ->
                page.findElements(By.cssSelector("[data-testid=checkout][data-status=%s]".formatted(status))).stream()
                        .findFirst()
                        .map(WebElement::getText)
                        .orElse(null));
    }

    private static By product(String sku) {
        return By.cssSelector("[data-testid=product][data-sku='%s']".formatted(sku));
    }
}

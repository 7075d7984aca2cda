package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Red here: a person with a browser, or with a keyboard alone, cannot buy tea. */
class ShopPageTest extends ShopBrowser {
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
        wait.until(page -> page.findElements(By.cssSelector("[data-testid=cart-line][data-sku=TEA-002]"))
                        .size()
                == 1);
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
}

package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.http.JsonHttpClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import tools.jackson.databind.JsonNode;

/** Red here: two windows lose what was put into one cart, or a person cannot send back a part of what they bought. */
class ShopCartTest extends ShopBrowser {
    private static final Dimension WIDE = new Dimension(1280, 1000);
    private static final Dimension NARROW = new Dimension(390, 844);

    private final JsonHttpClient storefront =
            JsonHttpClient.storefront(RunningStack.get().stack());

    @AfterEach
    void closeOtherWindows() {
        String first = browser.getWindowHandles().iterator().next();
        for (String window : browser.getWindowHandles()) {
            if (!window.equals(first)) {
                browser.switchTo().window(window).close();
            }
        }
        browser.switchTo().window(first);
        browser.manage().window().setSize(WIDE);
    }

    @Test
    void sharesACartBetweenTwoWindows() throws IOException {
        add("TEA-001");
        awaitCart("TEA-001 1");
        String one = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        browser.get(RunningStack.get().stack().ports().url("order-service") + "/");
        String two = browser.getWindowHandle();
        awaitShown("TEA-001", 1);
        add("CUP-001");
        awaitCart("TEA-001 1, CUP-001 1");
        browser.switchTo().window(one);
        awaitShown("CUP-001", 1);
        add("TEA-001");
        awaitCart("TEA-001 2, CUP-001 1");
        screen("two-windows");
        pay("tok_ok");
        outcome("CONFIRMED");
        browser.switchTo().window(two);
        wait.until(page -> shown("cart-empty").isDisplayed());
        add("POT-001");
        awaitCart("POT-001 1");
    }

    @Test
    void saysThatSomebodyElseHasChangedTheCart() throws IOException, InterruptedException {
        add("TEA-001");
        add("TEA-002");
        JsonNode cart = awaitCart("TEA-001 1, TEA-002 1");
        var elsewhere = storefront.sendIf(
                "PATCH",
                cartUrl(),
                "If-Match",
                "\"" + cart.path("version").asString() + "\"",
                "{\"lines\":{\"TEA-001\":5}}");
        assertThat(elsewhere.status()).isEqualTo(200);
        line("TEA-001").findElement(By.cssSelector("[data-testid=more]")).click();
        awaitShown("TEA-001", 5);
        assertThat(shown("cart-news").getText()).contains("changed in another window", "Sencha", "was not made");
        screen("cart-conflict");
        browser.manage().window().setSize(NARROW);
        browser.executeScript("document.getElementById('cart').scrollIntoView()");
        screen("cart-conflict-narrow");
        line("TEA-002").findElement(By.cssSelector("[data-testid=more]")).click();
        awaitCart("TEA-001 5, TEA-002 2");
        assertThat(browser.manage().logs().get("browser").getAll())
                .as("nothing but the refused change")
                .allSatisfy(entry -> assertThat(entry.getMessage()).contains("412"));
    }

    @Test
    void returnsAPartOfAnOrderAndFollowsIt() throws IOException {
        add("CUP-001");
        add("CUP-001");
        add("TEA-004");
        pay("tok_ok");
        outcome("CONFIRMED");
        shown("return").click();
        WebElement tea = shown("return-form").findElement(By.cssSelector("[data-sku=TEA-004] input"));
        browser.executeScript("arguments[0].value = 0", tea);
        WebElement cups = browser.findElement(By.cssSelector("[data-testid=return-form] [data-sku=CUP-001] input"));
        browser.executeScript("arguments[0].value = 1", cups);
        shown("return-send").click();
        String returned = wait.until(
                page -> page.findElements(By.cssSelector("[data-testid=return-item][data-status=ACCEPTED]")).stream()
                        .findFirst()
                        .map(WebElement::getText)
                        .orElse(null));
        assertThat(returned).contains("1 × Everyday cup", "14.90");
        screen("returned");
        browser.manage().window().setSize(NARROW);
        browser.executeScript("document.getElementById('orders').scrollIntoView()");
        screen("returned-narrow");
        assertThat(browser.manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .isEmpty();
    }

    @Test
    void givesTheCartOfARejectedOrderBackAfterAReload() throws IOException {
        add("TEA-002");
        pay("tok_timeout");
        shown("cancel");
        wait.until(page -> shown("cart-empty").isDisplayed());
        browser.navigate().refresh();
        shown("cancel").click();
        outcome("REJECTED");
        awaitShown("TEA-002", 1);
        awaitCart("TEA-002 1");
    }

    /** The shop cannot take what is added while the order is on its way, until it has taken the order. */
    @Test
    void whatIsAddedWhileTheOrderIsOnItsWayGoesIntoTheNextCart() throws IOException {
        add("TEA-001");
        add("TEA-001");
        awaitCart("TEA-001 2");
        browser.executeScript("arguments[0].click()", shown("pay-tok_ok"));
        browser.executeScript("""
                const fetched = window.fetch;
                const released = new Promise(resolve => { window.release = resolve; });
                let placed = false;
                window.fetch = async (url, options) => {
                    if (options?.method === 'PATCH' && !placed) {
                        window.refused = true;
                        return new Response('{"detail":"Send it again."}', { status: 503 });
                    }
                    if (new URL(url, location).pathname !== '/v1/checkouts' || options?.method !== 'POST') {
                        return fetched(url, options);
                    }
                    window.ordering = true;
                    await released;
                    const answer = await fetched(url, options);
                    placed = true;
                    return answer;
                };
                document.querySelector('[data-testid=check-out]').click();
                """);
        wait.until(page -> browser.executeScript("return window.ordering"));
        add("TEA-001");
        wait.until(page -> browser.executeScript("return window.refused"));
        browser.executeScript("window.release()");
        outcome("CONFIRMED");
        awaitCart("TEA-001 1");
    }

    @Test
    void showsAfterAReloadWhatTheShopHasTakenWithoutAnAnswer() throws IOException {
        browser.executeScript("""
                const fetched = window.fetch;
                window.fetch = async (url, options) => {
                    const answer = await fetched(url, options);
                    if (options?.method === 'PUT') {
                        window.taken = true;
                        return new Promise(() => {});
                    }
                    return answer;
                };
                """);
        add("TEA-001");
        wait.until(page -> browser.executeScript("return window.taken"));
        browser.navigate().refresh();
        awaitShown("TEA-001", 1);
        awaitCart("TEA-001 1");
    }

    /** While the cart is on its way, the shop's prices change, here to the double. */
    @Test
    void ordersAtThePriceThatWasShown() throws IOException {
        add("TEA-001");
        awaitCart("TEA-001 1");
        browser.executeScript("arguments[0].click()", shown("pay-tok_ok"));
        browser.executeScript("""
                const fetched = window.fetch;
                let priced;
                const prices = new Promise(resolve => { priced = resolve; });
                window.fetch = async (url, options) => {
                    const path = new URL(url, location).pathname;
                    const get = (options?.method ?? 'GET') === 'GET';
                    if (path.startsWith('/v1/carts/') && get) {
                        await prices;
                        await new Promise(resolve => setTimeout(resolve));
                    }
                    if (path === '/v1/checkouts' && !get) {
                        window.ordered = JSON.parse(options.body);
                    }
                    const answer = await fetched(url, options);
                    if (path !== '/v1/products') {
                        return answer;
                    }
                    const text = (await answer.text())
                        .replace(/"amount":"([0-9.]+)"/g, (all, amount) => `"amount":"${(amount * 2).toFixed(2)}"`);
                    await new Promise(resolve => setTimeout(resolve, 500));
                    setTimeout(priced, 200);
                    return new Response(text, { status: answer.status, headers: answer.headers });
                };
                document.dispatchEvent(new Event('visibilitychange'));
                setTimeout(() => {
                    const button = document.querySelector('[data-testid=check-out]');
                    window.shown = button.textContent;
                    button.click();
                }, 50);
                """);
        outcome("CONFIRMED");
        assertThat(browser.executeScript("return window.ordered.expectedTotal.amount.replace(/[^0-9]/g, '')"))
                .isEqualTo(browser.executeScript("return window.shown.replace(/[^0-9]/g, '')"));
    }

    @Test
    void ordersNothingWithoutAPrice() throws IOException {
        add("TEA-001");
        awaitCart("TEA-001 1");
        browser.executeCdpCommand("Network.enable", Map.of());
        browser.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*/v1/products*")));
        try {
            browser.navigate().refresh();
            awaitShown("TEA-001", 1);
            pay("tok_ok");
            wait.until(page -> line("TEA-001").getText().contains("Its price is not known"));
        } finally {
            browser.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of()));
        }
        wait.until(page -> shown("check-out").getText().contains("·") || checkOutAgain());
        shown("check-out").click();
        outcome("CONFIRMED");
    }

    /** Asks for the prices again. */
    private static boolean checkOutAgain() {
        shown("check-out").click();
        return false;
    }

    /** Waits until the shop has the cart of this browser with these lines. */
    private JsonNode awaitCart(String lines) {
        return wait.until(page -> {
            JsonNode cart = cart();
            return cart.path("lines")
                            .valueStream()
                            .map(line -> line.path("sku").asString() + " "
                                    + line.path("quantity").asInt())
                            .toList()
                            .equals(List.of(lines.split(", ")))
                    ? cart
                    : null;
        });
    }

    private JsonNode cart() {
        try {
            return storefront.get(cartUrl()).body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static String cartUrl() {
        Object id = browser.executeScript("return JSON.parse(localStorage.getItem('shop.cart-id'))");
        return "%s/v1/carts/%s".formatted(RunningStack.get().stack().ports().url("order-service"), id);
    }

    private static void awaitShown(String sku, int quantity) {
        wait.until(page ->
                page
                        .findElements(By.cssSelector("[data-testid=cart-line][data-sku='%s'] input".formatted(sku)))
                        .stream()
                        .anyMatch(input -> String.valueOf(quantity).equals(input.getDomProperty("value"))));
    }

    private static WebElement line(String sku) {
        return browser.findElement(By.cssSelector("[data-testid=cart-line][data-sku='%s']".formatted(sku)));
    }
}

package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One shop for all tests, and an instance that compares its payments with its provider. */
abstract class ReconciliationTestBase {
    static final ComparedShop shop = ComparedShop.open();

    ReconcilerInstance reconciler;

    @BeforeEach
    void startReconciler() {
        // a test that failed may have left one
        shop.jdbc.update("delete from reconciliation_run where state = 'RUNNING'");
        reconciler = new ReconcilerInstance(shop);
    }

    /** What a test has made differ stays so; settled, it is no concern of the next test. */
    @AfterEach
    void settleEverything() {
        reconciler.open().forEach(difference -> assertThat(reconciler.settle(difference.id(), "the test has ended"))
                .isTrue());
        reconciler.close();
    }

    static void change(UUID checkout, String change) {
        assertThat(shop.jdbc.update(
                        "update payment set %s, updated_at = now() where checkout_id = ?".formatted(change), checkout))
                .isEqualTo(1);
    }

    static void authorizeDirectly(UUID checkout) {
        assertThat(shop.provider
                        .callDirectly("authorizations", """
                                {"checkoutId":"%s","amount":%d,"currency":"EUR","token":"tok_ok"}""".formatted(checkout, ComparedShop.AMOUNT))
                        .path("status")
                        .asString(""))
                .isEqualTo("AUTHORIZED");
    }

    static void callDirectly(String resource, UUID checkout) {
        shop.provider.callDirectly(resource, "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    static String body(UUID checkout, long amount) {
        return "{\"checkoutId\":\"%s\",\"amount\":%d,\"currency\":\"EUR\"}".formatted(checkout, amount);
    }
}

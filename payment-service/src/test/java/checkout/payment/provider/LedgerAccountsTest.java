package checkout.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a payment is compared with the account of another checkout, so that a difference is reported or overlooked. */
class LedgerAccountsTest extends AnsweringProvider {
    private static final String OTHER = UUID.randomUUID().toString();

    @Test
    void theAccountIsThatOfTheCheckout() throws Exception {
        knownStatus = 200;
        known = page(account(CHECKOUT.toString(), "AUTHORIZED"));
        assertThat(ask().account(CHECKOUT))
                .hasValueSatisfying(found -> assertThat(found.checkoutId()).isEqualTo(CHECKOUT));
        known = page("");
        assertThat(ask().account(CHECKOUT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAccountOfAnotherCheckoutIsNoAnswer(boolean alone) {
        String other = account(OTHER, "AUTHORIZED");
        knownStatus = 200;
        known = page(alone ? other : account(CHECKOUT.toString(), "AUTHORIZED") + "," + other);
        assertThatThrownBy(() -> ask().account(CHECKOUT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(OTHER);
    }

    /** PostgreSQL stores no NUL. */
    @Test
    void theTextsOfAnAccountCanBeStored() throws Exception {
        knownStatus = 200;
        known = page(account(CHECKOUT.toString(), "AUTH\\u0000"));
        assertThat(ask().account(CHECKOUT))
                .hasValueSatisfying(found -> assertThat(found.status()).isEqualTo("AUTH\uFFFD"));
    }

    private ProviderLedger ask() {
        CardSettings settings =
                TestCardSettings.of("http://127.0.0.1:" + server.getAddress().getPort(), Map.of());
        return new ProviderLedger(settings, JsonMapper.builder().build(), new ProviderHttp(settings));
    }

    private static String page(String entries) {
        return "{\"entries\":[" + entries + "]}";
    }

    private static String account(String checkout, String status) {
        return """
                {"checkoutId":"%s","status":"%s","currency":"EUR","charges":1,"charged":999,"capturable":999,\
                "captured":0,"refunded":0}""".formatted(checkout, status);
    }
}

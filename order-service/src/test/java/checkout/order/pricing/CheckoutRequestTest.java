package checkout.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Fails if a request that was placed before an upgrade is another request after it: its key would count as reused. */
class CheckoutRequestTest {
    private static final String OF_BEFORE = """
            {"customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],"payment":{"method":"card","token":"tok_ok"}}""";

    @Test
    void isWrittenAsBeforeIfItNamesNoCartAndNoTotal() {
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.writeValueAsString(json.readValue(OF_BEFORE, CheckoutRequest.class)))
                .isEqualTo(OF_BEFORE);
    }

    @Test
    void isAnotherRequestWithATotalOrACart() {
        JsonMapper json = JsonMapper.builder().build();
        String withTotal =
                OF_BEFORE.replaceFirst("}$", ",\"expectedTotal\":{\"amount\":\"19.98\",\"currency\":\"EUR\"}}");
        assertThat(json.writeValueAsString(json.readValue(withTotal, CheckoutRequest.class)))
                .isEqualTo(withTotal);
        String withCart = OF_BEFORE.replaceFirst("}$", ",\"cart\":{\"id\":\"a\",\"version\":1}}");
        assertThat(json.writeValueAsString(json.readValue(withCart, CheckoutRequest.class)))
                .isEqualTo(withCart);
    }
}

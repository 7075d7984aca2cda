package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import checkout.client.ApiClient;
import checkout.client.ApiException;
import checkout.client.api.CatalogueApi;
import checkout.client.api.CheckoutsApi;
import checkout.client.model.CardPayment;
import checkout.client.model.Checkout;
import checkout.client.model.CheckoutRequest;
import checkout.client.model.PaymentMethod;
import checkout.client.model.RequestedLine;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** If this fails, a storefront cannot place a checkout with a client that is generated from the description. */
class GeneratedClientTest extends RunningStorefronts {
    private CheckoutsApi checkouts = new CheckoutsApi();
    private CatalogueApi catalogue = new CatalogueApi();

    @BeforeEach
    void connect() {
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + port);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + ONE));
        checkouts = new CheckoutsApi(client);
        catalogue = new CatalogueApi(client);
    }

    @Test
    void placesACheckoutAndFollowsItToItsEnd() throws ApiException {
        String key = UUID.randomUUID().toString();

        Checkout placed = checkouts.placeCheckout(key, request("TEA-001"), null);
        Checkout again = checkouts.placeCheckout(key, request("TEA-001"), null);

        assertThat(placed.getStatus()).isEqualTo(Checkout.StatusEnum.PENDING);
        assertThat(placed.getTotal().getAmount()).isEqualTo("19.98");
        assertThat(again.getCheckoutId()).isEqualTo(placed.getCheckoutId());
        confirm(placed.getCheckoutId());
        await().until(() ->
                checkouts.readCheckout(placed.getCheckoutId().toString()).getStatus() == Checkout.StatusEnum.CONFIRMED);
    }

    @Test
    void readsTheCatalogue() throws ApiException {
        assertThat(catalogue.listProducts(500, null, null).getProducts())
                .anySatisfy(product -> assertThat(product.getSku()).isEqualTo("TEA-001"));
    }

    @Test
    void getsAProblemForWhatIsNotInTheCatalogue() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> checkouts.placeCheckout(UUID.randomUUID().toString(), request("NO-SUCH-SKU"), null))
                .satisfies(refused -> {
                    assertThat(refused.getCode()).isEqualTo(400);
                    assertThat(refused.getResponseBody()).contains("/errors/invalid-checkout");
                });
    }

    private static CheckoutRequest request(String sku) {
        return new CheckoutRequest()
                .customerId("c-1")
                .addLinesItem(new RequestedLine().sku(sku).quantity(2))
                .payment(new PaymentMethod(
                        new CardPayment().method(CardPayment.MethodEnum.CARD).token("tok_ok")));
    }
}

package checkout.payment.view;

import checkout.web.ProblemException;
import checkout.web.RequestIds;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/payments/{checkoutId}}: the payment of one checkout with its refunds. */
@RestController
class PaymentsApi {
    private final PaymentLookup payments;

    PaymentsApi(PaymentLookup payments) {
        this.payments = payments;
    }

    @GetMapping("/v1/payments/{checkoutId}")
    PaymentView show(@PathVariable String checkoutId) {
        return RequestIds.parse(checkoutId)
                .flatMap(payments::find)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "unknown-payment",
                        "The payment does not exist",
                        "Checkout %s has not asked for a payment; give the id of a checkout.".formatted(checkoutId)));
    }
}

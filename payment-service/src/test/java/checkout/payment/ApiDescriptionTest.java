package checkout.payment;

import checkout.apichecks.DescribedApi;
import checkout.apichecks.RunningService;

/** If this fails, docs/api/payment-service.yaml tells something else than the service does. */
class ApiDescriptionTest extends PaymentServiceTestBase implements DescribedApi {
    @Override
    public RunningService service() {
        return RunningService.on(port)
                .user("metrics", "password-of-metrics")
                .user("viewer", "viewer-password")
                .user("operator", "operator-password");
    }
}

package checkout.orchestrator.participant;

import checkout.saga.runtime.operator.CustomerSagas;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.peer.Peers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks order-service for the newest orders and returns of a customer. Their ids are those of their sagas. */
@Component
class OrdersOfCustomers implements CustomerSagas {
    private final Peers peers;

    OrdersOfCustomers(Peers peers) {
        this.peers = peers;
    }

    private record Answer(List<UUID> sagaIds) {}

    @Override
    public LookupResult<List<UUID>> of(String customer) {
        LookupResult<Answer> told = peers.ask(
                        "order-service",
                        "/v1/customer-sagas?customerId=" + URLEncoder.encode(customer, StandardCharsets.UTF_8),
                        Answer.class)
                .join();
        return switch (told) {
            case LookupResult.Fact<Answer>(Answer answer) -> new LookupResult.Fact<>(answer.sagaIds());
            case LookupResult.Nothing<Answer>(String why) -> new LookupResult.Nothing<>(why);
        };
    }
}

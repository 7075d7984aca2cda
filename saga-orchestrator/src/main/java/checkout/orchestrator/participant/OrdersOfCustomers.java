package checkout.orchestrator.participant;

import checkout.saga.runtime.operator.CustomerSagas;
import checkout.saga.runtime.peer.Peers;
import checkout.saga.runtime.peer.Told;
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
    public Told<List<UUID>> of(String customer) {
        Told<Answer> told = peers.ask(
                        "order-service",
                        "/v1/customer-sagas?customerId=" + URLEncoder.encode(customer, StandardCharsets.UTF_8),
                        Answer.class)
                .join();
        return switch (told) {
            case Told.Fact<Answer>(Answer answer) -> new Told.Fact<>(answer.sagaIds());
            case Told.Nothing<Answer>(String why) -> new Told.Nothing<>(why);
        };
    }
}

package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageQuestion;
import checkout.messaging.hop.MessageReport;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.peer.Peers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Asks the participants and the relay what they know about a message. */
@Component
class ServiceReports {
    private final Peers peers;

    ServiceReports(Peers peers) {
        this.peers = peers;
    }

    CompletableFuture<LookupResult<MessageReport>> participant(String service, MessageQuestion question) {
        return peers.ask(service, path(question), MessageReport.class);
    }

    CompletableFuture<LookupResult<RowReport>> relay(UUID row, String schema) {
        return peers.ask(Peers.RELAY, "/v1/relay/rows/%s?schema=%s".formatted(row, encoded(schema)), RowReport.class);
    }

    private static String path(MessageQuestion question) {
        return "/actuator/hops/%s?topic=%s%s&saga=%s&step=%s&action=%s&attempt=%s"
                .formatted(
                        question.id(),
                        encoded(question.topic()),
                        question.key() == null ? "" : "&key=" + encoded(question.key()),
                        question.sagaId(),
                        encoded(String.valueOf(question.step())),
                        encoded(String.valueOf(question.action())),
                        question.attempt());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

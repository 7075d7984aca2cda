package checkout.order.progress;

import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Orders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /v1/checkouts/{id}/events}: the progress of a checkout as server-sent events, resumable by Last-Event-ID. */
@RestController
class ProgressApi {
    private static final Duration MAX_DURATION = Duration.ofMinutes(30);

    private final Orders orders;
    private final ProgressStreams streams;

    ProgressApi(Orders orders, ProgressStreams streams) {
        this.orders = orders;
        this.streams = streams;
    }

    @GetMapping("/v1/checkouts/{id}/events")
    ResponseEntity<SseEmitter> watch(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Principal storefront) {
        UUID checkout = orders.find(CheckoutIds.parse(id), storefront.getName())
                .orElseThrow(CheckoutIds::unknown)
                .id();
        SseEmitter client = new SseEmitter(MAX_DURATION.toMillis());
        greet(client);
        streams.add(new ProgressStream(checkout, client, eventNumber(lastEventId)));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .body(client);
    }

    /**
     * Lets the request's own thread write the headers, with which this comment goes out. If the thread of an event did so, it would
     * write them at the same time as the filters that add headers when the request's thread returns.
     */
    private static void greet(SseEmitter client) {
        try {
            client.send(SseEmitter.event().comment("what happens follows"));
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /** The number of the last event received; the stream starts from the beginning if the id is not valid. */
    private static int eventNumber(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Integer.parseInt(lastEventId);
        } catch (NumberFormatException notValid) {
            return 0;
        }
    }
}

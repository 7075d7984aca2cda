package checkout.order.progress;

import checkout.order.orders.CheckoutIdParser;
import checkout.order.orders.Orders;
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

/** {@code GET /v1/checkouts/{id}/events}: the checkout's stages as server-sent events, resumable by Last-Event-ID. */
@RestController
class ProgressApi {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Orders orders;
    private final ProgressStreams progressStreams;

    ProgressApi(Orders orders, ProgressStreams progressStreams) {
        this.orders = orders;
        this.progressStreams = progressStreams;
    }

    @GetMapping("/v1/checkouts/{id}/events")
    ResponseEntity<SseEmitter> watch(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Principal storefront) {
        UUID checkout = orders.find(CheckoutIdParser.read(id), storefront.getName())
                .orElseThrow(CheckoutIdParser::unknown)
                .id();
        SseEmitter client = new SseEmitter(LONGEST.toMillis());
        progressStreams.add(new ProgressStream(checkout, client, number(lastEventId)));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .body(client);
    }

    /** Where to go on; an id that is none of ours means from the beginning. */
    private static int number(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Integer.parseInt(lastEventId);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}

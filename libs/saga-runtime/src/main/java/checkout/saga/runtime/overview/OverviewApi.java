package checkout.saga.runtime.overview;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /v1/overview}, and the same as server-sent events at {@code GET /v1/overview/stream}. */
@RestController
class OverviewApi {
    private final OverviewSampler sampler;
    private final OverviewStreams streams;

    OverviewApi(OverviewSampler sampler, OverviewStreams streams) {
        this.sampler = sampler;
        this.streams = streams;
    }

    @GetMapping("/v1/overview")
    ResponseEntity<Overview> now() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(sampler.current());
    }

    @GetMapping("/v1/overview/stream")
    ResponseEntity<SseEmitter> follow() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .body(streams.open());
    }
}

package checkout.order.webhook.endpoint;

import checkout.messaging.MessageIds;
import checkout.order.storefront.directory.StorefrontDirectory;
import checkout.order.webhook.destination.TargetUrls;
import checkout.order.webhook.endpoint.EndpointRequest.Change;
import checkout.order.webhook.endpoint.EndpointRequest.Creation;
import checkout.order.webhook.endpoint.EndpointRequest.NewEndpoint;
import checkout.order.webhook.endpoint.EndpointRequest.Rotation;
import checkout.order.webhook.secret.SecretEncryption;
import checkout.order.webhook.secret.SigningSecret;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook-endpoints}: the endpoints of all storefronts, for the users of the service. */
@RestController
@RequestMapping("/v1/webhook-endpoints")
class EndpointsApi {
    private static final Logger log = LoggerFactory.getLogger(EndpointsApi.class);
    private static final int MAX_PER_STOREFRONT = 20;

    private final Endpoints endpoints;
    private final SecretEncryption encryption;
    private final TargetUrls urls;
    private final StorefrontDirectory storefronts;

    EndpointsApi(Endpoints endpoints, SecretEncryption encryption, TargetUrls urls, StorefrontDirectory storefronts) {
        this.endpoints = endpoints;
        this.encryption = encryption;
        this.urls = urls;
        this.storefronts = storefronts;
    }

    @PostMapping
    ResponseEntity<EndpointView> create(@RequestBody Creation request, Principal user) {
        NewEndpoint valid = request.valid(storefronts::exists, urls);
        requireEncryption();
        UUID id = MessageIds.next();
        SigningSecret secret = SigningSecret.generate();
        Endpoint created = endpoints
                .insert(id, valid, encryption.encrypt(secret, id), MAX_PER_STOREFRONT)
                .orElseThrow(() -> EndpointProblems.tooMany(MAX_PER_STOREFRONT));
        log.info("{} created webhook endpoint {} of storefront {}", user.getName(), id, created.storefront());
        return ResponseEntity.created(URI.create("/v1/webhook-endpoints/" + id))
                .body(EndpointView.of(created, secret.reveal()));
    }

    @GetMapping
    ResponseEntity<EndpointPage> list(
            @RequestParam(required = false) @Nullable String storefront,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return EndpointPage.of(endpoints, storefront, limit, cursor);
    }

    @GetMapping("/{id}")
    EndpointView show(@PathVariable String id) {
        return EndpointView.of(endpoints.find(EndpointProblems.parseId(id)).orElseThrow(EndpointProblems::unknown));
    }

    @PatchMapping("/{id}")
    EndpointView change(@PathVariable String id, @RequestBody Change request, Principal user) {
        Endpoint changed = endpoints
                .change(EndpointProblems.parseId(id), request.valid(urls))
                .orElseThrow(EndpointProblems::unknown);
        log.info("{} changed webhook endpoint {}", user.getName(), changed.id());
        return EndpointView.of(changed);
    }

    /** The new secret signs from now on, together with the one before until the overlap is over. */
    @PostMapping("/{id}/rotate-secret")
    EndpointView rotateSecret(@PathVariable String id, @RequestBody Rotation request, Principal user) {
        Duration overlap = request.validOverlap();
        requireEncryption();
        UUID endpoint = EndpointProblems.parseId(id);
        SigningSecret secret = SigningSecret.generate();
        Endpoint rotated = endpoints
                .rotateSecret(endpoint, encryption.encrypt(secret, endpoint), overlap)
                .orElseThrow(EndpointProblems::unknown);
        log.info(
                "{} rotated the secret of webhook endpoint {}; the one before signs for {} more",
                user.getName(),
                endpoint,
                overlap);
        return EndpointView.of(rotated, secret.reveal());
    }

    @PostMapping("/{id}/suspend")
    EndpointView suspend(@PathVariable String id, Principal user) {
        Endpoint suspended = endpoints.suspend(EndpointProblems.parseId(id)).orElseThrow(EndpointProblems::unknown);
        log.info("{} suspended webhook endpoint {}", user.getName(), suspended.id());
        return EndpointView.of(suspended);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Principal user) {
        UUID endpoint = EndpointProblems.parseId(id);
        if (!endpoints.delete(endpoint)) {
            throw EndpointProblems.unknown();
        }
        log.info("{} deleted webhook endpoint {}", user.getName(), endpoint);
        return ResponseEntity.noContent().build();
    }

    private void requireEncryption() {
        if (!encryption.isConfigured()) {
            throw EndpointProblems.notConfigured();
        }
    }
}

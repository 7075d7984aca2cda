package checkout.order.storefront.admin;

import checkout.order.request.RequestViolations;
import checkout.order.storefront.account.Storefronts;
import checkout.order.storefront.admin.KeyRequest.NewKeyRequest;
import checkout.order.storefront.admin.KeyRequest.RotationRequest;
import checkout.order.storefront.directory.StorefrontDirectory;
import checkout.order.storefront.key.StorefrontKey;
import checkout.order.storefront.key.StorefrontKeys;
import checkout.order.storefront.key.StorefrontKeys.Creation;
import checkout.web.PageCursor;
import checkout.web.RequestIds;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/admin/storefronts/{id}/keys}: creates, lists, rotates and revokes the keys of a storefront. */
@RestController
@RequestMapping("/v1/admin/storefronts/{storefront}/keys")
class KeysApi {
    private static final Logger log = LoggerFactory.getLogger(KeysApi.class);
    private static final int MAX_LIMIT = 200;

    private final Storefronts storefronts;
    private final StorefrontKeys keys;
    private final StorefrontDirectory directory;

    KeysApi(Storefronts storefronts, StorefrontKeys keys, StorefrontDirectory directory) {
        this.storefronts = storefronts;
        this.keys = keys;
        this.directory = directory;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyList(List<KeyView> keys, @Nullable String nextCursor) {}

    @PostMapping
    ResponseEntity<KeyView> create(
            @PathVariable String storefront, @RequestBody KeyRequest.Creation request, Principal user) {
        NewKeyRequest valid = request.validated();
        return created(keys.create(storefront, valid.name(), valid.lifetime(), user.getName()), null, user);
    }

    /** The body may be left out. */
    @PostMapping("/{key}/rotate")
    ResponseEntity<KeyView> rotate(
            @PathVariable String storefront,
            @PathVariable String key,
            @RequestBody(required = false) KeyRequest.@Nullable Rotation request,
            Principal user) {
        UUID before = parse(key);
        RotationRequest valid = (request == null ? new KeyRequest.Rotation(null, null) : request).validated();
        Creation creation = keys.rotate(storefront, before, valid.overlap(), valid.lifetime(), user.getName());
        ResponseEntity<KeyView> answer = created(creation, before, user);
        log.info("Key {} of storefront {} is valid for {} more at most", before, storefront, valid.overlap());
        return answer;
    }

    private ResponseEntity<KeyView> created(Creation creation, @Nullable UUID replaces, Principal user) {
        return switch (creation) {
            case Creation.Created created -> {
                directory.refreshAfterChange();
                StorefrontKey key = created.key();
                log.info(
                        "{} has created key {} ({}) of storefront {}",
                        user.getName(),
                        key.id(),
                        key.prefix(),
                        key.storefront());
                yield ResponseEntity.created(
                                URI.create("/v1/admin/storefronts/%s/keys/%s".formatted(key.storefront(), key.id())))
                        .body(new KeyView(key, replaces, created.secret().reveal()));
            }
            case Creation.UnknownStorefront unknown -> throw StorefrontProblems.unknownStorefront();
            case Creation.UnknownKey unknown -> throw StorefrontProblems.unknownKey();
            case Creation.TooMany tooMany -> throw StorefrontProblems.tooManyKeys();
            case Creation.NotActive notActive -> throw StorefrontProblems.notActive(notActive.state());
        };
    }

    /** Can be repeated. */
    @PostMapping("/{key}/revoke")
    KeyView revoke(@PathVariable String storefront, @PathVariable String key, Principal user) {
        StorefrontKey revoked =
                keys.revoke(storefront, parse(key), user.getName()).orElseThrow(StorefrontProblems::unknownKey);
        directory.refreshAfterChange();
        log.info(
                "{} has revoked key {} ({}) of storefront {}",
                user.getName(),
                revoked.id(),
                revoked.prefix(),
                storefront);
        return KeyView.of(revoked);
    }

    @GetMapping
    KeyList list(
            @PathVariable String storefront,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        checkLimit(limit);
        List<StorefrontKey> found = keys.page(storefront, PageCursor.read(cursor), limit + 1);
        if (found.isEmpty() && storefronts.find(storefront).isEmpty()) {
            throw StorefrontProblems.unknownStorefront();
        }
        List<StorefrontKey> page = found.subList(0, Math.min(limit, found.size()));
        return new KeyList(
                page.stream().map(KeyView::of).toList(),
                found.size() > limit ? PageCursor.after(page.getLast().id()) : null);
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            RequestViolations violations = new RequestViolations();
            violations.add("limit", "must be from 1 to %d".formatted(MAX_LIMIT));
            KeyRequest.throwIfInvalid(violations);
        }
    }

    private static UUID parse(String key) {
        return RequestIds.parse(key).orElseThrow(StorefrontProblems::unknownKey);
    }
}

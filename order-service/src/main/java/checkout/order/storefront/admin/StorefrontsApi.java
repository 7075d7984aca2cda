package checkout.order.storefront.admin;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.account.Storefront;
import checkout.order.storefront.account.Storefronts;
import checkout.order.storefront.account.Storefronts.Creation;
import checkout.order.storefront.admin.StorefrontRequest.NewStorefront;
import checkout.order.storefront.directory.StorefrontDirectory;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/admin/storefronts}: creates, lists and limits storefronts. */
@RestController
@RequestMapping("/v1/admin/storefronts")
class StorefrontsApi {
    private static final Logger log = LoggerFactory.getLogger(StorefrontsApi.class);
    private static final String BEFORE_ALL = "";

    private final Storefronts storefronts;
    private final StorefrontDirectory directory;

    StorefrontsApi(Storefronts storefronts, StorefrontDirectory directory) {
        this.storefronts = storefronts;
        this.directory = directory;
    }

    /** @param limits those that are not the default */
    record StorefrontView(String id, String name, LimitOverrides limits, Instant createdAt) {
        static StorefrontView of(Storefront storefront) {
            return new StorefrontView(storefront.id(), storefront.name(), storefront.limits(), storefront.createdAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StorefrontList(
            List<StorefrontView> storefronts, @Nullable String nextCursor) {}

    @PostMapping
    ResponseEntity<StorefrontView> create(@RequestBody StorefrontRequest request, Principal user) {
        NewStorefront valid = request.validated();
        return switch (storefronts.create(valid.id(), valid.name(), valid.limits())) {
            case Creation.Created created -> {
                directory.refreshAfterChange();
                log.info("{} has created storefront {}", user.getName(), valid.id());
                yield ResponseEntity.created(URI.create("/v1/admin/storefronts/" + valid.id()))
                        .body(StorefrontView.of(created.storefront()));
            }
            case Creation.Exists exists -> throw StorefrontProblems.exists(valid.id());
            case Creation.TooMany tooMany -> throw StorefrontProblems.tooManyStorefronts();
        };
    }

    /** The cursor is the id of the last storefront on the page before. */
    @GetMapping
    StorefrontList list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
        KeysApi.checkLimit(limit);
        List<Storefront> found = storefronts.page(cursor == null ? BEFORE_ALL : withoutNul(cursor), limit + 1);
        List<Storefront> page = found.subList(0, Math.min(limit, found.size()));
        return new StorefrontList(
                page.stream().map(StorefrontView::of).toList(),
                found.size() > limit ? page.getLast().id() : null);
    }

    @GetMapping("/{id}")
    StorefrontView read(@PathVariable String id) {
        return StorefrontView.of(storefronts.find(id).orElseThrow(StorefrontProblems::unknownStorefront));
    }

    /** Replaces all limits: those that are left out are the default again. */
    @PutMapping("/{id}/limits")
    StorefrontView limit(@PathVariable String id, @RequestBody LimitOverrides limits, Principal user) {
        Storefront limited = storefronts
                .limit(id, StorefrontRequest.validated(limits))
                .orElseThrow(StorefrontProblems::unknownStorefront);
        directory.refreshAfterChange();
        log.info("{} has limited storefront {}: {}", user.getName(), id, limited.limits());
        return StorefrontView.of(limited);
    }

    /** The database has no text with this character. */
    private static String withoutNul(String cursor) {
        return cursor.replace("\0", "");
    }
}

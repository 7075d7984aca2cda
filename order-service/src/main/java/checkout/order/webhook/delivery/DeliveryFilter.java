package checkout.order.webhook.delivery;

import checkout.order.request.ListPages;
import checkout.order.webhook.event.EventType;
import checkout.web.PageCursor;
import checkout.web.RequestIds;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Selects deliveries; what is null selects all.
 *
 * @param before only deliveries with lower, that is earlier, ids
 */
record DeliveryFilter(
        @Nullable String storefront,
        @Nullable UUID endpointId,
        @Nullable UUID checkoutId,
        @Nullable String status,
        @Nullable String eventType,
        UUID before) {

    /** Whether neither storefront, endpoint nor checkout is named, and no index finds the deliveries of each endpoint. */
    boolean isOfAll() {
        return storefront == null && endpointId == null && checkoutId == null && !isIndexed();
    }

    /** Whether deliveries are looked at that may not match; the index of failed ones, and that of a checkout, find those that do. */
    boolean isSearch() {
        return (status != null || eventType != null) && checkoutId == null && !isIndexed();
    }

    private boolean isIndexed() {
        return DeliveryStatus.FAILED.name().equals(status) && eventType == null;
    }

    /** The parameters of a list as they come with a request, not yet validated. */
    record Params(
            @Nullable String endpointId,
            @Nullable String checkoutId,
            @Nullable String status,
            @Nullable String eventType,
            @Nullable String cursor) {
        DeliveryFilter validFor(@Nullable String storefront) {
            ListPages.checkText("storefront", storefront);
            if (status != null
                    && Arrays.stream(DeliveryStatus.values())
                            .noneMatch(known -> known.name().equals(status))) {
                throw ListPages.invalid(
                        "'status' must be one of %s.".formatted(Arrays.toString(DeliveryStatus.values())));
            }
            if (eventType != null && EventType.named(eventType).isEmpty()) {
                throw ListPages.invalid("'eventType' must be one of %s or %s."
                        .formatted(String.join(", ", EventType.selectable()), EventType.TEST.wireName()));
            }
            return new DeliveryFilter(
                    storefront,
                    id("endpointId", endpointId),
                    id("checkoutId", checkoutId),
                    status,
                    eventType,
                    PageCursor.read(cursor));
        }

        private static @Nullable UUID id(String name, @Nullable String value) {
            return value == null
                    ? null
                    : RequestIds.parse(value)
                            .orElseThrow(() -> ListPages.invalid("'%s' must be a UUID.".formatted(name)));
        }
    }
}

package checkout.order.webhook.endpoint;

import checkout.order.request.ListPages;
import checkout.web.PageCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** A page of endpoints in answers of the API. */
public record EndpointPage(
        List<EndpointView> endpoints, @Nullable String nextCursor) {
    /** Reads a page of the endpoints of one storefront, or of all if it is null. */
    public static ResponseEntity<EndpointPage> of(
            Endpoints endpoints, @Nullable String storefront, int limit, @Nullable String cursor) {
        ListPages.checkLimit(limit);
        ListPages.checkText("storefront", storefront);
        List<Endpoint> found = endpoints.page(storefront, PageCursor.read(cursor), limit + 1);
        return ListPages.answer(
                found,
                limit,
                Endpoint::id,
                page -> page.stream().map(EndpointView::of).toList(),
                EndpointPage::new);
    }
}

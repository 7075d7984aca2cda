package checkout.saga.runtime.api;

import checkout.web.PageCursor;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A page of a list, newest first, and the cursor of the next page. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    /** Reads the parameter of the same name. */
    public static int limit(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MAX_LIMIT) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalidLimit();
        }
        throw invalidLimit();
    }

    /**
     * Makes a page of the items found.
     *
     * @param found up to one item more than the limit, which tells whether there is a next page
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, UUID> id) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        return new Page<>(found.subList(0, limit), PageCursor.after(id.apply(found.get(limit - 1))));
    }

    /** A response with this body and a Link header to the next page. */
    public <B> ResponseEntity<B> response(B body) {
        if (nextCursor == null) {
            return ResponseEntity.ok(body);
        }
        String link = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", nextCursor)
                .build()
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(link))
                .body(body);
    }

    private static RuntimeException invalidLimit() {
        return OperatorApiErrors.request("'limit' must be a whole number from 1 to %d.".formatted(MAX_LIMIT));
    }
}

package checkout.saga.runtime.api;

import checkout.web.PageCursor;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A page of something, newest first, and where the next one begins. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    private static final int MOST = 200;
    private static final int USUAL = 50;

    /** How many are asked for. */
    public static int limit(@Nullable String limit) {
        if (limit == null) {
            return USUAL;
        }
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw invalidLimit();
        }
        throw invalidLimit();
    }

    /**
     * Cuts a page from what was found.
     *
     * @param found one more than asked for, if there is one more: that tells whether there is a next page
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, UUID> id) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        return new Page<>(found.subList(0, limit), PageCursor.after(id.apply(found.get(limit - 1))));
    }

    /** Answers with this body, and with a link to the next page. */
    public <B> ResponseEntity<B> answer(B body) {
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
        return InvalidRequest.request("'limit' has to be a whole number from 1 to %d.".formatted(MOST));
    }
}

package checkout.order.request;

import checkout.web.PageCursor;
import checkout.web.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Checks the parameters of a list and answers with a page of it. */
public final class ListPages {
    private static final int MAX_LIMIT = 200;

    private ListPages() {}

    public static void checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("'limit' has to be from 1 to %d.".formatted(MAX_LIMIT));
        }
    }

    /** A text that no row can have cannot be looked for. */
    public static void checkText(String name, @Nullable String value) {
        if (value != null && (value.isEmpty() || value.indexOf('\0') >= 0)) {
            throw invalid("'%s' has to have at least one character, and no control character.".formatted(name));
        }
    }

    public static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }

    /**
     * The answer with the first {@code limit} of the rows.
     *
     * @param found one row more than the limit if there is a next page
     * @param id what the cursor of the next page is made of
     */
    public static <R, V, P> ResponseEntity<P> answer(
            List<R> found,
            int limit,
            Function<R, UUID> id,
            Function<List<R>, List<V>> views,
            BiFunction<List<V>, @Nullable String, P> page) {
        List<R> shown = found.subList(0, Math.min(limit, found.size()));
        if (found.size() <= limit) {
            return ResponseEntity.ok(page.apply(views.apply(shown), null));
        }
        String next = PageCursor.after(id.apply(shown.getLast()));
        String link = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", next)
                .build()
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(link))
                .body(page.apply(views.apply(shown), next));
    }
}

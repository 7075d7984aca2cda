package checkout.order.request;

import checkout.web.NextPage;
import checkout.web.PageCursor;
import checkout.web.PageLimit;
import checkout.web.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Checks the parameters of a list and answers with a page of it. */
public final class ListPages {
    private static final int MAX_LIMIT = 200;

    private ListPages() {}

    public static void checkLimit(int limit) {
        PageLimit.check(limit, MAX_LIMIT);
    }

    /** A text that no row can have cannot be looked for. */
    public static void checkText(String name, @Nullable String value) {
        if (value != null && (value.isEmpty() || value.indexOf('\0') >= 0)) {
            throw invalid("'%s' must have at least one character, and no control character.".formatted(name));
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
        return answer(found, limit, null, id, views, page);
    }

    /**
     * The same for a search that may have ended before its page was full.
     *
     * @param searchedTo where it ended; null if there is nothing more to search
     */
    public static <R, V, P> ResponseEntity<P> answer(
            List<R> found,
            int limit,
            @Nullable UUID searchedTo,
            Function<R, UUID> id,
            Function<List<R>, List<V>> views,
            BiFunction<List<V>, @Nullable String, P> page) {
        List<R> shown = found.subList(0, Math.min(limit, found.size()));
        UUID last = found.size() > limit ? id.apply(shown.getLast()) : searchedTo;
        String next = last == null ? null : PageCursor.after(last);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        NextPage.link(next).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.body(page.apply(views.apply(shown), next));
    }
}

package checkout.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The link from a page of a list to the next one. */
public final class NextPage {
    private NextPage() {}

    /** The value of a {@code Link} header for the current request with this cursor; empty without a next page. */
    public static Optional<String> link(@Nullable String nextCursor) {
        return Optional.ofNullable(nextCursor).map(cursor -> "<%s>; rel=\"next\""
                .formatted(ServletUriComponentsBuilder.fromCurrentRequest()
                        .replaceQueryParam("cursor", cursor)
                        .build()
                        .toUriString()));
    }
}

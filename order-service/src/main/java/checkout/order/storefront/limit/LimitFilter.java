package checkout.order.storefront.limit;

import checkout.order.storefront.quota.ConcurrencySlots;
import checkout.order.storefront.quota.RequestBucket;
import checkout.order.storefront.quota.RequestKind;
import checkout.web.ApiSecurity;
import checkout.web.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses the requests of a storefront that exceed its limits, before anything is done for them, and tells every other
 * how much is left. It follows authentication, and costs neither a statement nor a lock. A stream of events is in progress until it
 * begins, and has a place among the streams until it ends, because it occupies a connection.
 */
class LimitFilter extends OncePerRequestFilter {
    private static final String POLICY = "RateLimit-Policy";
    private static final String STATE = "RateLimit";

    /** Compares the path as the controllers do, whatever of it is percent-encoded. */
    private static final RequestMatcher STREAMS =
            PathPatternRequestMatcher.withDefaults().matcher("/v1/checkouts/*/events");

    private final StorefrontLimiters limiters;
    private final ApiSecurity answers;
    private final MeterRegistry meters;

    LimitFilter(StorefrontLimiters limiters, ApiSecurity answers, MeterRegistry meters) {
        this.limiters = limiters;
        this.answers = answers;
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Principal storefront = request.getUserPrincipal();
        if (storefront == null) {
            chain.doFilter(request, response);
            return;
        }
        StorefrontLimiter limiter = limiters.of(storefront.getName());
        RequestBucket.Take take = limiter.take(RequestKind.ofMethod(request.getMethod()));
        response.setHeader(POLICY, take.policyField());
        response.setHeader(STATE, take.stateField());
        if (take.allowed()) {
            enter(limiter, storefront, request, response, chain);
        } else {
            refuse(response, storefront, take.kind().policy(), LimitProblems.tooMany(take));
        }
    }

    private void enter(
            StorefrontLimiter limiter,
            Principal storefront,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        ConcurrencySlots places = limiter.inFlight();
        if (!places.enter()) {
            refuse(response, storefront, "in-flight", LimitProblems.tooManyInFlight(places.max()));
            return;
        }
        try {
            if (STREAMS.matches(request)) {
                stream(limiter.streams(), storefront, request, response, chain);
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            places.leave();
        }
    }

    private void stream(
            ConcurrencySlots places,
            Principal storefront,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (!places.enter()) {
            refuse(response, storefront, "streams", LimitProblems.tooManyStreams(places.max()));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            StreamPlace.leaveAtTheEnd(places, request);
        }
    }

    private void refuse(HttpServletResponse response, Principal storefront, String limit, ProblemException problem)
            throws IOException {
        Counter.builder("checkout.storefront.refused")
                .description("Requests of a storefront that exceeded a limit")
                .tag("storefront", storefront.getName())
                .tag("limit", limit)
                .register(meters)
                .increment();
        answers.write(response, problem);
    }
}

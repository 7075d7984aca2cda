package checkout.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Refuses a changing request that accepts no JSON before anything is changed. Spring would refuse it when it writes the answer,
 * and the client could not know that its request took effect.
 */
final class AcceptHeaderCheck implements HandlerInterceptor {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final List<MediaType> WRITTEN =
            List.of(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"));

    private final ContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (handler instanceof HandlerMethod method
                && !READING.contains(request.getMethod())
                && !isComparedByMapping(request)
                && answersWithJson(method)
                && accepted.resolveMediaTypes(new ServletWebRequest(request)).stream()
                        .noneMatch(type -> WRITTEN.stream().anyMatch(type::isCompatibleWith))) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
        return true;
    }

    /** Whether the mapping says what it produces. */
    private static boolean isComparedByMapping(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
    }

    /** Whether the method returns something that is written as JSON, at once or later. */
    private static boolean answersWithJson(HandlerMethod method) {
        ResolvableType returned = ResolvableType.forMethodReturnType(method.getMethod());
        @Nullable Class<?> type = returned.resolve();
        while (type != null
                && (CompletionStage.class.isAssignableFrom(type) || HttpEntity.class.isAssignableFrom(type))) {
            returned = returned.getGeneric(0);
            type = returned.resolve();
        }
        return type != void.class && type != Void.class && type != String.class;
    }
}

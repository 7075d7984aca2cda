package checkout.web.body;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Reads the body of a request that another thread will answer, if its handler does not. Once the handler has returned, nobody
 * limits how long such a body takes, and the request counts as none of those in progress.
 */
final class UnreadBodyInterceptor implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && isAnsweredLater(method)
                && !readsBody(method)) {
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        return true;
    }

    private static boolean isAnsweredLater(HandlerMethod method) {
        ResolvableType returned = ResolvableType.forMethodReturnType(method.getMethod());
        @Nullable Class<?> type = returned.resolve();
        if (type != null && HttpEntity.class.isAssignableFrom(type)) {
            type = returned.getGeneric(0).resolve();
        }
        return type != null
                && (CompletionStage.class.isAssignableFrom(type) || ResponseBodyEmitter.class.isAssignableFrom(type));
    }

    private static boolean readsBody(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }
}

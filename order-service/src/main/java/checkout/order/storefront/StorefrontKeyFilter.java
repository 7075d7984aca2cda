package checkout.order.storefront;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates a storefront by its bearer key, or the demo shop's page by its session cookie. It asks no database, so a
 * flood of unknown keys costs one hash each.
 */
class StorefrontKeyFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final AcceptedKeys keys;
    private final ShopSession shop;

    StorefrontKeyFilter(AcceptedKeys keys, ShopSession shop) {
        this.keys = keys;
        this.shop = shop;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        storefront(request).ifPresent(name -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(name, null, List.of()));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private Optional<String> storefront(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? keys.storefrontOf(authorization.substring(BEARER.length()))
                    : Optional.empty();
        }
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (ShopSession.COOKIE.equals(cookie.getName())) {
                    return shop.storefrontOf(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}

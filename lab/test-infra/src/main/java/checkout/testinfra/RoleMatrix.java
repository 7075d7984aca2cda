package checkout.testinfra;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may call which endpoint of a process. The endpoints are those that the process has, so one that the expectation does not
 * name is an error. Each is called in every role, with a body that no endpoint accepts, and with a page of another site as the
 * sender.
 */
public final class RoleMatrix {
    /** The roles of which each permits what those before it do. */
    private static final List<String> ROLES = List.of("metrics", "viewer", "operator", "admin");

    /** The role of other processes, which permits nothing else. */
    private static final String SERVICE = "service";

    /** What no process has, so that nobody may call it. */
    private static final List<String> UNKNOWN = List.of("GET /nonsense", "POST /nonsense", "GET /actuator/env");

    /** Not known, not permitted, or led to the sign-in. */
    private static final Set<Integer> REFUSED = Set.of(401, 403, 303);

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What every process has besides its API. */
    private static final Map<String, String> OPERATIONS = Map.ofEntries(
            Map.entry("GET /error", "nobody"),
            Map.entry("GET /errors", "everybody"),
            Map.entry("GET /errors/{type}", "everybody"),
            Map.entry("GET /openapi.json", "everybody"),
            Map.entry("GET /openapi.yaml", "everybody"),
            Map.entry("GET /actuator", "nobody"),
            Map.entry("GET /actuator/health", "everybody"),
            Map.entry("GET /actuator/health/**", "everybody"),
            Map.entry("GET /actuator/prometheus", "metrics"),
            Map.entry("GET /actuator/consumers", "viewer"),
            Map.entry("POST /actuator/consumers/{group}", "operator"),
            Map.entry("GET /actuator/gauges", SERVICE),
            Map.entry("GET /actuator/hops/{id}", SERVICE));

    private final int port;
    private final UnaryOperator<String> passwords;
    private final List<String> errors = new ArrayList<>();

    /**
     * Calls the process on a port.
     *
     * @param passwords of the users metrics, viewer, operator, admin and service, by their names
     */
    public RoleMatrix(int port, UnaryOperator<String> passwords) {
        this.port = port;
        this.passwords = passwords;
    }

    /** The endpoints of a process, such as {@code GET /v1/things/{id}}. */
    static Set<String> endpoints(ApplicationContext process) {
        Set<String> endpoints = new TreeSet<>();
        process.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> add(info, endpoints)));
        return endpoints;
    }

    /** The same of a process that the test does not run in its own JVM: those of the controllers in a package. */
    public static Set<String> endpoints(String controllers) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Set<String> endpoints = new TreeSet<>();
        scanner.findCandidateComponents(controllers)
                .forEach(found -> add(
                        ClassUtils.resolveClassName(
                                String.valueOf(found.getBeanClassName()), RoleMatrix.class.getClassLoader()),
                        endpoints));
        return endpoints;
    }

    private static void add(Class<?> controller, Set<String> endpoints) {
        RequestMapping all = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        List<String> prefixes = all == null || all.path().length == 0 ? List.of("") : List.of(all.path());
        for (Method method : controller.getDeclaredMethods()) {
            RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null) {
                List<String> paths = mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
                for (RequestMethod verb : mapping.method()) {
                    prefixes.forEach(prefix -> paths.forEach(path -> endpoints.add(verb + " " + prefix + path)));
                }
            }
        }
    }

    private static void add(RequestMappingInfo info, Set<String> endpoints) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        for (String path : info.getPatternValues()) {
            if (methods.isEmpty()) {
                endpoints.add("GET " + path);
            }
            methods.forEach(method -> endpoints.add(method + " " + path));
        }
    }

    /**
     * Checks a process that runs here, as {@link #mustBe(Set, Map)} does. What every process has besides its API need not be named.
     *
     * @param expected by endpoint of its API
     */
    public static void mustBe(ApplicationContext process, Map<String, String> expected) {
        Environment settings = process.getEnvironment();
        Set<String> endpoints = endpoints(process);
        Map<String, String> all = new TreeMap<>(expected);
        OPERATIONS.forEach((endpoint, role) -> {
            if (endpoints.contains(endpoint)) {
                all.putIfAbsent(endpoint, role);
            }
        });
        new RoleMatrix(
                        settings.getRequiredProperty("local.server.port", Integer.class),
                        user -> settings.getRequiredProperty("checkout.users.%s.password".formatted(user)))
                .mustBe(endpoints, all);
    }

    /**
     * Fails unless each endpoint may be called in the expected role and those above it, and in no other.
     *
     * @param expected by endpoint: metrics, viewer, operator, admin or service, two of them such as {@code viewer or service},
     *     everybody, or nobody of these
     */
    public void mustBe(Set<String> endpoints, Map<String, String> expected) {
        Set<String> unexpected = new TreeSet<>(endpoints);
        unexpected.removeAll(expected.keySet());
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeAll(endpoints);
        if (!unexpected.isEmpty() || !missing.isEmpty()) {
            throw new AssertionError(
                    "Nobody has said who may call %s; and %s do not exist".formatted(unexpected, missing));
        }
        new TreeMap<>(expected).forEach(this::check);
        UNKNOWN.forEach(endpoint -> check(endpoint, "nobody"));
        if (!errors.isEmpty()) {
            throw new AssertionError(String.join("\n", errors));
        }
    }

    private void check(String endpoint, String expected) {
        boolean open = expected.equals("everybody");
        List<String> least = List.of(expected.split(" or ", -1));
        check(endpoint, "anonymous", open, status(endpoint, null, false));
        for (String role : ROLES) {
            boolean allowed =
                    open || ROLES.subList(0, ROLES.indexOf(role) + 1).stream().anyMatch(least::contains);
            check(endpoint, role, allowed, status(endpoint, role, false));
        }
        check(endpoint, SERVICE, open || least.contains(SERVICE), status(endpoint, SERVICE, false));
        if (!READING.contains(method(endpoint)) && !open) {
            check(endpoint, "admin from another site", false, status(endpoint, "admin", true));
        }
    }

    private void check(String endpoint, String who, boolean allowed, int status) {
        boolean was = !REFUSED.contains(status);
        if (was != allowed) {
            errors.add("%s as %s was answered with %d; it %s be allowed"
                    .formatted(endpoint, who, status, allowed ? "must" : "must not"));
        }
    }

    private static String method(String endpoint) {
        return endpoint.substring(0, endpoint.indexOf(' '));
    }

    private int status(String endpoint, @Nullable String user, boolean foreign) {
        String path = endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "nonsense");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method(endpoint), body(endpoint));
        if (user != null) {
            byte[] basic = (user + ":" + passwords.apply(user)).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic));
        }
        if (foreign) {
            request.header("Sec-Fetch-Site", "cross-site");
        }
        try {
            HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException failed) {
            throw new IllegalStateException(endpoint + " was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static HttpRequest.BodyPublisher body(String endpoint) {
        return READING.contains(method(endpoint))
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString("[");
    }
}

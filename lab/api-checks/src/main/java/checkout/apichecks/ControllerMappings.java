package checkout.apichecks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Finds what the controllers of a service answer, whether or not the settings of a test switch them on. */
final class ControllerMappings {
    private static final String CLASSES = "classpath*:checkout/**/*.class";
    private static final String VERSIONED = "/v1";

    private ControllerMappings() {}

    /** All mappings of the versioned API, such as {@code GET /v1/stock/{sku}}. */
    static Set<String> find() {
        Set<String> found = new TreeSet<>();
        try {
            MetadataReaderFactory readers = new CachingMetadataReaderFactory();
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(CLASSES)) {
                MetadataReader type = readers.getMetadataReader(file);
                if (type.getAnnotationMetadata().hasAnnotation(RestController.class.getName())) {
                    addAll(type.getClassMetadata().getClassName(), found);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    private static void addAll(String name, Set<String> found) {
        Class<?> type = ClassUtils.resolveClassName(name, ControllerMappings.class.getClassLoader());
        for (Method method : type.getDeclaredMethods()) {
            add(type, method, found);
        }
    }

    private static void add(Class<?> type, Method method, Set<String> found) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping == null) {
            return;
        }
        RequestMapping ofType = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
        String[] prefixes = paths(ofType);
        for (String prefix : prefixes) {
            for (String path : paths(mapping)) {
                for (RequestMethod verb : mapping.method()) {
                    if ((prefix + path).startsWith(VERSIONED)) {
                        found.add(verb + " " + prefix + path);
                    }
                }
            }
        }
    }

    private static String[] paths(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? new String[] {""} : mapping.path();
    }
}

package checkout.architecture;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The settings that the records with {@code @ConfigurationProperties} declare, as patterns of environment variables. */
final class KnownSettings {

    private static final String ANNOTATION = "org.springframework.boot.context.properties.ConfigurationProperties";

    /** Settings without a record: what Spring Boot reads itself, and conditions on beans. */
    private static final List<String> OTHERS = List.of(
            "SERVERPORT",
            "SERVERADDRESS",
            "SPRINGDATASOURCE(URL|USERNAME|PASSWORD)",
            "SPRINGFLYWAY(URL|USER|PASSWORD)",
            "SPRINGKAFKABOOTSTRAPSERVERS",
            "CHECKOUTDEMO");

    private final List<Pattern> patterns = new ArrayList<>();

    KnownSettings(JavaClasses classes) {
        OTHERS.forEach(pattern -> patterns.add(Pattern.compile(pattern)));
        for (JavaClass type : classes) {
            for (JavaAnnotation<?> annotation : type.getAnnotations()) {
                if (annotation.getRawType().getName().equals(ANNOTATION)) {
                    String prefix =
                            annotation.get("value").map(Object::toString).orElse("");
                    addFields(type, canonical(prefix));
                }
            }
        }
    }

    /** Whether an application reads the variable; like Spring Boot, this ignores where a name has underscores. */
    boolean contain(String variable) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.matcher(canonical(variable)).matches());
    }

    private void addFields(JavaClass type, String prefix) {
        for (JavaField field : type.getFields()) {
            if (!field.getModifiers().contains(JavaModifier.STATIC)) {
                add(field.getType(), prefix + canonical(field.getName()));
            }
        }
    }

    private void add(JavaType type, String name) {
        if (type instanceof JavaParameterizedType container) {
            List<JavaType> arguments = container.getActualTypeArguments();
            boolean isMap = type.toErasure().isEquivalentTo(java.util.Map.class);
            add(arguments.getLast(), name + (isMap ? "[A-Z0-9]+" : "[0-9]+"));
        } else if (type.toErasure().getPackageName().startsWith("checkout.")
                && type.toErasure().isAssignableTo(Record.class)) {
            addFields(type.toErasure(), name);
        } else {
            patterns.add(Pattern.compile(name));
        }
    }

    private static String canonical(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
}

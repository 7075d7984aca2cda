package checkout.web.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.json.JsonMapper;

/** {@code /openapi.yaml} and {@code /openapi.json}: the description of the API of this service. */
@RestController
class ApiDescriptionPages {
    static final String YAML = "/openapi.yaml";
    static final String JSON = "/openapi.json";
    private static final MediaType APPLICATION_YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");
    private static final CacheControl A_WHILE = CacheControl.maxAge(Duration.ofMinutes(5));

    private final Resource description;
    private final JsonMapper mapper;
    private volatile byte @Nullable [] json;

    ApiDescriptionPages(Resource description, JsonMapper mapper) {
        this.description = description;
        this.mapper = mapper;
    }

    @GetMapping(YAML)
    ResponseEntity<Resource> yaml() {
        return ResponseEntity.ok()
                .contentType(APPLICATION_YAML)
                .cacheControl(A_WHILE)
                .body(description);
    }

    @GetMapping(JSON)
    ResponseEntity<byte[]> json() throws IOException {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(A_WHILE)
                .body(converted());
    }

    /** Converted when somebody asks for it, because a start must not wait for it. */
    private byte[] converted() throws IOException {
        byte[] known = json;
        if (known == null) {
            try (InputStream yaml = description.getInputStream()) {
                known = mapper.writeValueAsBytes(new Yaml(new TextConstructor()).load(yaml));
            }
            json = known;
        }
        return known;
    }

    /** Reads times as texts, as JSON has them. */
    private static final class TextConstructor extends SafeConstructor {
        TextConstructor() {
            super(new LoaderOptions());
            yamlConstructors.put(Tag.TIMESTAMP, yamlConstructors.get(Tag.STR));
        }
    }
}

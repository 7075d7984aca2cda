package checkout.web;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads JSON strictly: unknown properties are rejected, and no value is converted to another type. */
final class StrictJson implements JsonMapperBuilderCustomizer {
    static final int MAX_LENGTH = 256 * 1024;
    static final int MAX_DEPTH = 32;

    /** Each name, value, bracket and brace is one. A short text may have so many that its objects need a lot of memory. */
    static final int MAX_TOKENS = 20_000;

    @Override
    public void customize(JsonMapper.Builder json) {
        json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, strings -> {
                    strings.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    strings.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    strings.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                });
    }

    static void limit(JsonFactoryBuilder factory) {
        factory.streamReadConstraints(StreamReadConstraints.builder()
                .maxDocumentLength(MAX_LENGTH)
                .maxNestingDepth(MAX_DEPTH)
                .maxTokenCount(MAX_TOKENS)
                .build());
    }
}

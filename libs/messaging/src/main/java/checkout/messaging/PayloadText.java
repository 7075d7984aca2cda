package checkout.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a record's value as text. */
public final class PayloadText {
    private PayloadText() {}

    /** The value as text, or null if PostgreSQL and JSON could not store it as text unchanged. */
    public static @Nullable String of(byte @Nullable [] value) {
        if (value == null) {
            return "";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }
}

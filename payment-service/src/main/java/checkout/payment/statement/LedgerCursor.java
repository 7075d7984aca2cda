package checkout.payment.statement;

import checkout.web.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.HttpStatus;

/** The opaque cursor of a page: the last entry or wallet of the page before. */
final class LedgerCursor {
    private LedgerCursor() {}

    static String of(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    static String read(String cursor) {
        try {
            String last = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString();
            if (last.indexOf('\0') >= 0) {
                throw invalid();
            }
            return last;
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            throw invalid();
        }
    }

    static long readNumber(String cursor) {
        try {
            return Long.parseLong(read(cursor));
        } catch (NumberFormatException noNumber) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-cursor",
                "The cursor is not valid",
                "'cursor' must be the unchanged 'nextCursor' of the previous page; omit it for the first page.");
    }
}

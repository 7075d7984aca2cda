package checkout.apichecks.recording;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class during which an answer differed from the description. */
public final class FailOnDifferences implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        List<String> differences = SeenAnswers.ofThisModule().takeDifferences();
        if (!differences.isEmpty()) {
            throw new AssertionError("Change the description in docs/api, or the answer:\n"
                    + String.join(
                            "\n", differences.stream().distinct().limit(30).toList()));
        }
    }
}

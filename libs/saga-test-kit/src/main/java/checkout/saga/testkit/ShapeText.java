package checkout.saga.testkit;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.RetryPolicy;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the shape of a saga as text, one property per line. */
final class ShapeText<D> {

    private static final AbortCause ANY_CAUSE = new AbortCause(AbortCause.Cause.CANCELLED, Saga.START, "cancelled");

    private final Saga<D> saga;
    private final Map<String, Object> replies;
    private final StringBuilder text = new StringBuilder();

    private ShapeText(Saga<D> saga, Map<String, Object> replies) {
        this.saga = saga;
        this.replies = replies;
    }

    static <D> String of(Saga<D> saga, @Nullable Object startEvent, Map<String, Object> replies) {
        return new ShapeText<>(saga, replies).write(startEvent == null ? null : saga.dataOf(startEvent));
    }

    private String write(@Nullable D data) {
        line("saga " + saga.name());
        line("version " + saga.version());
        line("started by " + saga.startType().getSimpleName());
        line("deadline " + (saga.deadline() == null ? "none" : saga.deadline()));
        for (StepGroup<D> position : saga.positions()) {
            if (position.group()) {
                line("group " + position.name());
            }
            for (Step<D> step : position.steps()) {
                write(step, position.group() ? "  " : "", data);
                data = afterReply(step, data);
            }
        }
        return text.toString();
    }

    private void write(Step<D> step, String indent, @Nullable D data) {
        line(indent + "step " + step.name());
        if (data != null && !step.name().equals(Saga.START)) {
            line(indent + "  sends " + type(step.command().apply(data)));
        }
        line(indent + "  " + outcome(step, data));
        if (step.onReply() != null) {
            line(indent + "  takes " + step.onReply().type().getSimpleName() + " from the reply");
        }
        RetryPolicy retry = step.retry();
        line(indent + "  timeout " + retry.timeout());
        line(indent + "  attempts " + retry.attempts());
        line(indent + "  backoff " + retry.firstBackoff() + " to " + retry.maxBackoff());
    }

    private String outcome(Step<D> step, @Nullable D data) {
        if (step.pivot()) {
            return "pivot";
        }
        if (step.mustSucceed()) {
            return "must succeed";
        }
        if (step.undo() == null) {
            return "nothing to undo";
        }
        return data == null ? "undo" : "undo sends " + type(step.undo().apply(data, ANY_CAUSE));
    }

    private @Nullable D afterReply(Step<D> step, @Nullable D data) {
        Object reply = replies.get(step.name());
        Step.OnReply<D> onReply = step.onReply();
        return data == null || reply == null || onReply == null
                ? data
                : onReply.take().apply(data, reply);
    }

    private static String type(@Nullable Object payload) {
        return Objects.requireNonNull(payload, "a command is null").getClass().getSimpleName();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

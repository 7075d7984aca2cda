package checkout.relay.engine;

import java.time.Duration;

/** Threads of an engine are alive although their connections were closed and they were interrupted. Only the end of the process stops them. */
public final class EngineNotEndedException extends RuntimeException {

    EngineNotEndedException(String engine, Duration timeout, String alive) {
        super("the engine %s did not end within %s; still running are %s".formatted(engine, timeout, alive));
    }
}

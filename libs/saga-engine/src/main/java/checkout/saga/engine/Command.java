package checkout.saga.engine;

import checkout.saga.engine.state.Action;

/** A command to be sent; its step, action and attempt travel as headers and come back with the reply. */
public record Command(String step, Action action, int attempt, Object payload) {}

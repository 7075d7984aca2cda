package checkout.cli.connection;

/**
 * The orchestrator to call and the user to call it as.
 *
 * @param isDefaultStack whether the stack is the {@link DefaultStack}
 */
record OperatorConnection(String url, String user, String password, boolean isDefaultStack) {

    @Override
    public String toString() {
        return "OperatorConnection[" + user + " at " + url + "]";
    }
}

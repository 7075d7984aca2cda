package checkout.cli.connection;

/**
 * The service to call and the user to call it as.
 *
 * @param service its name, for messages
 * @param isDefaultStack whether the stack is the {@link DefaultStack}
 */
record OperatorConnection(String service, String url, String user, String password, boolean isDefaultStack) {

    @Override
    public String toString() {
        return "OperatorConnection[" + user + " at " + url + "]";
    }
}

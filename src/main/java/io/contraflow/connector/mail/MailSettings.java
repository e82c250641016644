package io.contraflow.connector.mail;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach one mail server.
 *
 * @param username empty for no login
 */
record MailSettings(
        String host,
        int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password) {
    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}

package io.contraflow.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;

/** Keeps the settings of the sandbox out of production: the start fails and says which they are. */
@Component
@Profile("prod")
class Production implements InitializingBean {
    private static final String PREFIX = "contraflow.";
    private final ConfigurableEnvironment environment;

    Production(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void afterPropertiesSet() {
        List<String> wrong = new ArrayList<>();
        String simulated = "http://127.0.0.1:" + environment.getProperty("contraflow.sandbox.port", "") + "/";
        for (String name : ours()) {
            String value = environment.getProperty(name, "");
            if (value.startsWith("sandbox") || value.startsWith(simulated) || value.equals("1234567_SB1")) {
                wrong.add(name + " is still that of the sandbox");
            } else if ((name.endsWith(".webhook-secret") || name.endsWith(".webhook-secret-before"))
                    && value.length() < 16) {
                wrong.add(name + " must have at least 16 characters");
            }
        }
        if (environment.getProperty("contraflow.login.password", "").isBlank()) {
            wrong.add("contraflow.login.password (CONTRAFLOW_LOGIN_PASSWORD) is not set");
        }
        String issuer = environment.getProperty("contraflow.login.openid.issuer", "");
        if (!issuer.isBlank() && !OpenIdSettings.isSafe(issuer)) {
            wrong.add("contraflow.login.openid.issuer must begin with https://");
        }
        if (environment.getProperty("contraflow.sandbox.enabled", Boolean.class, false)) {
            wrong.add("contraflow.sandbox.enabled must be false");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("not fit for production: " + String.join("; ", wrong));
        }
    }

    private Set<String> ours() {
        TreeSet<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (name.startsWith(PREFIX) && ConfigurationPropertyName.isValid(name)) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }
}

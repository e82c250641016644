package io.contraflow.system;

import io.contraflow.flow.DocumentSettings;
import io.contraflow.mapping.LookUps;
import io.contraflow.mapping.Mappings;
import io.contraflow.policy.Policies;
import jakarta.servlet.MultipartConfigElement;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Beans of classes that know no Spring. */
@Configuration
class Wiring {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Mappings mappings(@Value("${contraflow.mappings-dir}") Path folder, LookUps lookUps) {
        return Mappings.open(folder, lookUps);
    }

    @Bean
    Policies policies(
            @Value("${contraflow.policies-dir}") Path folder, @Value("${contraflow.regions-dir}") Path regions) {
        return Policies.open(folder, regions);
    }

    /** A short address for the view of the running routes. */
    @Bean
    WebMvcConfigurer shortAddresses() {
        return new WebMvcConfigurer() {
            @Override
            public void addViewControllers(ViewControllerRegistry registry) {
                registry.addRedirectViewController("/hawtio", "/actuator/hawtio/");
            }
        };
    }

    /** Bounds what is sent as a form with a file. */
    @Bean
    MultipartConfigElement uploads(DocumentSettings settings) {
        return UploadLimit.parts(settings);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }
}

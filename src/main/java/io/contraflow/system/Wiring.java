package io.contraflow.system;

import io.contraflow.mapping.Mappings;
import io.contraflow.policy.Policies;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Beans of classes that know no Spring. */
@Configuration
class Wiring {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Mappings mappings(@Value("${contraflow.mappings-dir}") Path folder) {
        return Mappings.open(folder);
    }

    @Bean
    Policies policies(
            @Value("${contraflow.policies-dir}") Path folder, @Value("${contraflow.regions-dir}") Path regions) {
        return Policies.open(folder, regions);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }
}

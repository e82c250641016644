package io.contraflow.system;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the embedded database needs to keep its word when the process is killed. */
@Configuration(proxyBeanMethods = false)
class EmbeddedDatabase {
    /** As long as the database itself waits for a lock. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    FileUpkeep fileUpkeep(DataSource database) {
        return new FileUpkeep(database);
    }

    @Bean
    static BeanPostProcessor singleWriter() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool
                                && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:h2:")
                        ? new SingleWriter(pool, PATIENCE)
                        : bean;
            }
        };
    }
}

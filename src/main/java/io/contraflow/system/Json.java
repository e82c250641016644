package io.contraflow.system;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.contraflow.flow.MoneyJson;
import io.contraflow.model.ReturnEvent;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How our words are written as JSON: money as amount and currency, events with their name, times as text. */
@Configuration
class Json {
    private static final int DEEPEST = 100;

    @Bean
    Jackson2ObjectMapperBuilderCustomizer ourJson() {
        return builder -> builder.featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .featuresToEnable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .modulesToInstall(module())
                .postConfigurer(mapper -> mapper.getFactory()
                        .setStreamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .build()));
    }

    static SimpleModule module() {
        SimpleModule module = MoneyJson.module();
        module.setMixInAnnotation(ReturnEvent.class, Named.class);
        for (Class<?> event : ReturnEvent.class.getPermittedSubclasses()) {
            module.registerSubtypes(
                    new com.fasterxml.jackson.databind.jsontype.NamedType(event, event.getSimpleName()));
        }
        return module;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    private interface Named {}
}

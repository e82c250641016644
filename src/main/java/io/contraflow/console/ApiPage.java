package io.contraflow.console;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** The page of the API: Swagger's own, made to fit a phone, with a way back to the console. */
@Configuration
class ApiPage {
    private static final String HEAD = """
            <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" type="text/css" href="/console/api.css" />
              </head>""";

    private static final String BODY = """
            <body>
                <header class="back"><a href="/console">Contraflow</a></header>
                <main id="swagger-ui"></main>""";

    @Bean
    SwaggerIndexTransformer adapted(
            SwaggerUiConfigProperties page,
            SwaggerUiOAuthProperties login,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider json) {
        return new SwaggerIndexPageTransformer(page, login, welcome, json) {
            @Override
            public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
                    throws IOException {
                Resource swaggers = super.transform(request, resource, chain);
                return "index.html".equals(resource.getFilename())
                        ? new TransformedResource(swaggers, ours(swaggers).getBytes(StandardCharsets.UTF_8))
                        : swaggers;
            }
        };
    }

    private static String ours(Resource index) throws IOException {
        return index.getContentAsString(StandardCharsets.UTF_8)
                .replace("</head>", HEAD)
                .replace("<title>Swagger UI</title>", "<title>API – Contraflow</title>")
                .replaceFirst("<body>\\s*<div id=\"swagger-ui\"></div>", BODY);
    }
}

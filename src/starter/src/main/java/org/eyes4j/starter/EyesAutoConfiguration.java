package org.eyes4j.starter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.llm.LanguageModels;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.config.SettingsLoader;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.annotation.AnnotatedTools;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.wiring.Eyes4j;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The parts of eyes4j as beans, by {@code eyes4j.…} properties. A bean of the application's own stands in the place of any of
 * them. Tools are made when they are first asked for, models loaded when they are first used.
 */
@AutoConfiguration
public class EyesAutoConfiguration {

    /** All parts; the other beans are parts of it, and close with it. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public Eyes4j eyes4j(ConfigurableEnvironment environment) {
        Map<String, String> variables = System.getenv();
        try {
            return new Eyes4j(variables, SettingsLoader.load(variables, EyesProperties.read(environment)));
        } catch (FaultyDocumentException e) {
            throw EyesProperties.told(e);
        }
    }

    /**
     * Offers methods of beans that say {@link org.eyes4j.tools.annotation.VisionTool} as tools. A wrong signature keeps the
     * application from starting, with every fault told at once.
     */
    @Bean
    static SmartInitializingSingleton eyes4jToolBeans(ListableBeanFactory beans) {
        return () -> {
            List<Object> marked = new ArrayList<>();
            for (String name : beans.getBeanDefinitionNames()) {
                Class<?> type = beans.getType(name, false);
                if (type != null && AnnotatedTools.isMarked(type)) {
                    marked.add(beans.getBean(name));
                }
            }
            if (!marked.isEmpty()) {
                beans.getBean(Eyes4j.class).offer(AnnotatedTools.of(marked));
            }
        };
    }

    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    public ToolRegistry toolRegistry(Eyes4j eyes4j) {
        return eyes4j.tools();
    }

    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    public Agent agent(Eyes4j eyes4j) {
        return eyes4j.agent();
    }

    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    public PlanExecutor planExecutor(Eyes4j eyes4j) {
        return eyes4j.executor();
    }

    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    public SessionStore sessionStore(Eyes4j eyes4j) {
        return eyes4j.sessions();
    }

    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    public ModelCatalogue modelCatalogue(Eyes4j eyes4j) {
        return eyes4j.catalogue();
    }

    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    public ModelStore modelStore(Eyes4j eyes4j) {
        return eyes4j.store();
    }

    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    public LanguageModels languageModels(Eyes4j eyes4j) {
        return eyes4j.languageModels();
    }
}

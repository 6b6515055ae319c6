package org.eyes4j.e2e;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** No static field can be assigned twice. */
final class OnlyFinalStatics extends ArchCondition<JavaClass> {
    OnlyFinalStatics() {
        super("have no static field that can be assigned twice");
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        item.getFields().forEach(field -> {
            Set<JavaModifier> modifiers = field.getModifiers();
            boolean assignable = modifiers.contains(JavaModifier.STATIC)
                    && !modifiers.contains(JavaModifier.FINAL)
                    && !modifiers.contains(JavaModifier.SYNTHETIC);
            if (assignable) {
                events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is static and not final"));
            }
        });
    }
}

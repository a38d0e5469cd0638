package io.ratchet.job.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.setting.Kinds;
import io.ratchet.job.setting.ValueType;
import io.ratchet.kafka.row.Column;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever there is of a sealed set can be configured, under the name that it has elsewhere. */
class KindsTest {
    @Test
    void everyModelHasItsSettings() {
        Map<String, ModelSpec> models = all(ModelSettings.kinds(), ModelSpec.class::cast);

        assertThat(classes(models)).isEqualTo(permitted(ModelSpec.class));
        models.forEach((kind, model) -> assertThat(model.code()).isEqualTo(kind));
    }

    @Test
    void everyOptimizerHasItsSettings() {
        Map<String, OptimizerSpec> optimizers =
                all(OptimizerSettings.kinds(), read -> ((OptimizerSettings) read).spec());

        assertThat(classes(optimizers)).isEqualTo(permitted(OptimizerSpec.class));
        optimizers.forEach((kind, optimizer) -> assertThat(optimizer.code()).isEqualTo(kind));
    }

    @Test
    void everyScheduleHasItsSettings() {
        Set<Class<?>> configured =
                classes(all(ScheduleSettings.kinds(), of -> ((DoubleFunction<?>) of).apply(1)));

        assertThat(configured.add(LearningRateSchedule.WarmUp.class)).isTrue();
        assertThat(configured).isEqualTo(permitted(LearningRateSchedule.class));
    }

    @Test
    void everyColumnHasItsSettings() {
        assertThat(classes(all(ColumnSettings.kinds(), Function.identity())))
                .isEqualTo(permitted(Column.class));
    }

    /** What each kind is read as where nothing but the kind is given. */
    private static <T> Map<String, T> all(Kinds<?> kinds, Function<Object, T> as) {
        Map<String, T> all = new LinkedHashMap<>();
        for (ValueType.Part part : kinds.parts()) {
            String kind = part.suffix().replaceAll("[ ()]", "");
            all.put(kind, as.apply(part.section().standIn()));
        }
        return all;
    }

    private static Set<Class<?>> classes(Map<String, ?> values) {
        return values.values().stream().map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> permitted(Class<?> sealed) {
        return Set.of(sealed.getPermittedSubclasses());
    }
}

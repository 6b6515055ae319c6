package org.eyes4j.vision.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected is what Jinja 3 with the reference's settings (trim_blocks, lstrip_blocks) writes. */
class ChatTemplateTest {
    private static final Map<String, Object> VARIABLES = Map.of(
            "messages",
            List.of(
                    Map.of("role", "system", "content", " Be brief. "),
                    Map.of("role", "user", "content", "Hi"),
                    Map.of("role", "assistant", "content", "Ho")),
            "bos_token",
            "<s>",
            "add_generation_prompt",
            true,
            "number",
            7L);

    private static String render(String template) {
        return ChatTemplate.of(template).render(VARIABLES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{{ bos_token + 'a' }}§<s>a",
                "{{ number + 1 * 2 }}§9",
                "{{ -number // 2 }} {{ -number % 4 }}§-4 1",
                "{{ 'a' ~ number ~ true ~ none }}§a7TrueNone",
                "{{ messages[0].content | trim | upper }}§BE BRIEF.",
                "{{ messages[-1]['content'] }}§Ho",
                "{{ messages[1:] | length }}§2",
                "{{ messages[:1][0].role }}§system",
                "{{ (messages | last).role }}§assistant",
                "{{ messages | map(attribute='role') | join(', ') }}§system, user, assistant",
                "{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | first }}§Hi",
                "{{ 'yes' if number > 5 and not missing else 'no' }}§yes",
                "{{ missing is defined }} {{ missing is not defined }}§False True",
                "{{ missing | default('x') }}{{ missing }}§x",
                "{{ 'b' in 'abc' }} {{ 'z' not in ['a', 'z'] }}§True False",
                "{{ 'a,b'.split(',')[1] }} {{ '  x'.lstrip() }} {{ 'xax'.strip('x') }}§b x a",
                "{{ {'a': 1, 'b': 2}['b'] }} {{ {'a': 1}.get('z', 5) }}§2 5",
                "{{ 'user' | capitalize }} {{ 'a b'.title() }}§User A B",
                "{{ number is odd }} {{ number == 7 }} {{ 1 <= 2 }}§True True True",
                "{{ 'abcab' | replace('ab', 'x') }}§xcx",
                "{% set x = 3 %}{{ x }}§3",
                "{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}§3",
                "{% set n = 0 %}{% for m in messages %}{% set n = n + 1 %}{% endfor %}{{ n }}§0",
                "{% for m in messages if m.role != 'system' %}{{ loop.index }}{{ m.role }}{% if not loop.last %},{% endif %}{% endfor %}§1user,2assistant",
                "{% for i in range(2, 4) %}{{ i }}{% endfor %}{% for i in [] %}x{% else %}none{% endfor %}§23none",
                "{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}§a=1",
                "a {#- gone -#} b§ab",
                "{%- if number == 6 %}six{% elif number == 7 -%} seven {%- else %}more{% endif -%}  !§seven!",
            })
    void should_render_as_jinja_does(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void should_drop_the_line_break_after_a_block_and_the_blanks_before_it() {
        assertThat(render("a\n  {% if true %}\n  b\n  {% endif %}\nc\n")).isEqualTo("a\n  b\nc");
        assertThat(render("a\n  {{ number }}\nb")).isEqualTo("a\n  7\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% macro f() %}{% endmacro %}",
                "{% include 'x' %}",
                "{% import 'x' as y %}",
                "{% call f() %}{% endcall %}"
            })
    void should_refuse_a_block_by_its_name(String template) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageMatching("line 1: the block \\{% (macro|include|import|call) %} is not known here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "{{ messages | tojson }}§the filter `tojson` is not known here",
                "{{ strftime_now('%d') }}§the function `strftime_now` is not known here",
                "{{ 'a'.__class__() }}§the method `__class__` of a text is not known here",
                "{{ number is divisibleby(2) }}§the test `is divisibleby` is not known here",
                "{{ missing.member }}§it asks the unknown name missing for `member`",
                "{{ messages }}§it writes a list as text, which is not done here",
                "{{ raise_exception('roles must alternate') }}§the template itself says: roles must alternate",
                "{% set messages.x = 1 %}§it sets `messages.x`, and `messages` is no namespace",
                "{{ 1 // 0 }}§it divides by 0",
                "{{ number§line 1: expected }}, found the end of the template",
                "{% if number %}x§line 1: expected {% elif %} or {% else %} or {% endif %}, found `the end`",
                "{{ 99999999999999999999 }}§line 1: the number 99999999999999999999 is too large",
                "{{ ? }}§line 1: `?` means nothing here",
            })
    void should_tell_what_is_not_understood(String template, String message) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void should_bound_what_a_hostile_template_takes() {
        String loops = "{% for a in range(999) %}{% for b in range(999) %}{% endfor %}{% endfor %}";
        assertThatThrownBy(() -> render(loops)).hasMessage("it takes more than 100000 steps");
        assertThatThrownBy(() -> render("{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}".repeat(60) + "{{ x }}"))
                .hasMessage("it makes a value of 327680 characters or elements, more than 200000");
        assertThatThrownBy(() -> render("{{ 1" + "+1".repeat(5000) + " }}"))
                .hasMessage("line 1: a tag has more than 1000 pieces");
        assertThatThrownBy(() -> render("{{ " + "(".repeat(300) + "1" + ")".repeat(300) + " }}"))
                .hasMessage("line 1: an expression is nested more than 200 deep");
        assertThatThrownBy(() -> render("x".repeat(300_000))).hasMessage("it has 300000 characters, more than 200000");
    }
}
